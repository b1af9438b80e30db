using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Autograd.Tests;

/// <summary>Looks at objects as a debugger does, by their attributes.</summary>
internal static partial class Watch
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The line that stands beside the object: its attribute's text with the members in braces evaluated.</summary>
    public static string Line(object value)
    {
        DebuggerDisplayAttribute attribute = value.GetType().GetCustomAttribute<DebuggerDisplayAttribute>()!;
        return Braces().Replace(attribute.Value, match => $"{match.Groups[1].Value.Split('.').Aggregate((object?)value, Member)}");
    }

    /// <summary>What unfolds beneath the object: the members of its proxy.</summary>
    public static Dictionary<string, object?> Unfold(object value)
    {
        Type proxy = Type.GetType(value.GetType().GetCustomAttribute<DebuggerTypeProxyAttribute>()!.ProxyTypeName, throwOnError: true)!;
        object view = Activator.CreateInstance(proxy, value)!;
        return proxy.GetProperties().ToDictionary(property => property.Name, property => property.GetValue(view));
    }

    private static object? Member(object? value, string name)
    {
        for (Type? type = value!.GetType(); type is not null; type = type.BaseType)
        {
            if (name.EndsWith("()") && type.GetMethod(name[..^2], Any, []) is { } method)
                return method.Invoke(value, []);
            if (type.GetProperty(name, Any) is { } property)
                return property.GetValue(value);
            if (type.GetField(name, Any) is { } field)
                return field.GetValue(value);
        }

        // Lists that the compiler makes implement their interfaces explicitly.
        return value.GetType().GetInterfaces().Select(type => type.GetProperty(name)).First(property => property is not null)!.GetValue(value);
    }

    [GeneratedRegex(@"\{(.*?)(,nq)?\}")]
    private static partial Regex Braces();
}
