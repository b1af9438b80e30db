namespace Autograd.PackageTests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string At(string path) => Path.Combine(Root, path);

    private static string Find(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Autograd.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"Autograd.sln is in no folder above {AppContext.BaseDirectory}");
    }
}
