using System.Text.Json;

namespace Autograd.Benchmarks.Peers;

/// <summary>What an application ships with a library: its files and those of all that it depends on, as built here.</summary>
internal static class Deployment
{
    public static double Kilobytes(string[] libraries)
    {
        string folder = AppContext.BaseDirectory;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "Autograd.Benchmarks.Peers.deps.json")));
        string target = document.RootElement.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
        Dictionary<string, JsonElement> packages = document.RootElement.GetProperty("targets").GetProperty(target)
            .EnumerateObject().ToDictionary(package => package.Name.Split('/')[0], package => package.Value);

        HashSet<string> found = [];
        Stack<string> open = new(libraries);
        while (open.TryPop(out string? name))
            if (packages.ContainsKey(name) && found.Add(name))
                foreach (string needed in Names(packages[name], "dependencies"))
                    open.Push(needed);
        return found.SelectMany(name => Names(packages[name], "runtime").Concat(Names(packages[name], "native")))
            .Sum(file => new FileInfo(Path.Combine(folder, Path.GetFileName(file))).Length) / 1024.0;
    }

    private static IEnumerable<string> Names(JsonElement package, string group) =>
        package.TryGetProperty(group, out JsonElement members) ? members.EnumerateObject().Select(member => member.Name) : [];
}
