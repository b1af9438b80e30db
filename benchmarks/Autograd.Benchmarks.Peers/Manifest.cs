using System.Text.Json;

namespace Autograd.Benchmarks.Peers;

/// <summary>The program's list of packages, as the build left it beside the program: versions, files, and who needs whom.</summary>
internal static class Manifest
{
    private static readonly Dictionary<string, (string Version, JsonElement Package)> Packages = Read();

    public static string Version(string library) => Packages[library].Version;

    /// <summary>Bytes of what an application ships with these libraries: their files and those of all that they depend on.</summary>
    public static long BytesToDeploy(string[] libraries)
    {
        HashSet<string> found = [];
        Stack<string> open = new(libraries);
        while (open.TryPop(out string? name))
            if (Packages.ContainsKey(name) && found.Add(name))
                foreach (string needed in Members(name, "dependencies"))
                    open.Push(needed);
        return found.SelectMany(name => Members(name, "runtime").Concat(Members(name, "native")))
            .Sum(file => new FileInfo(Path.Combine(AppContext.BaseDirectory, Path.GetFileName(file))).Length);
    }

    private static IEnumerable<string> Members(string name, string group) => Packages[name].Package.TryGetProperty(group, out JsonElement members)
        ? members.EnumerateObject().Select(member => member.Name) : [];

    private static Dictionary<string, (string, JsonElement)> Read()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "Autograd.Benchmarks.Peers.deps.json");
        JsonElement root = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
        string target = root.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
        return root.GetProperty("targets").GetProperty(target).EnumerateObject()
            .ToDictionary(package => package.Name.Split('/')[0], package => (package.Name.Split('/')[1], package.Value));
    }
}
