namespace Autograd.PackageTests;

/// <summary>The library, packed into a folder feed beside which consumers can be built.</summary>
public sealed class PackedLibrary : IAsyncLifetime
{
    /// <summary>A version that exists nowhere else, so that no cache and no other feed can answer for it.</summary>
    public string Version { get; } = $"0.1.0-test.{Guid.NewGuid():N}";

    /// <summary>Lies outside the repository, whose build properties must not reach a consumer.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("autograd-package-").FullName;

    public string Feed => Path.Combine(Folder, "feed");

    public string Package => Path.Combine(Feed, $"Autograd.{Version}.nupkg");

    public string Symbols => Path.Combine(Feed, $"Autograd.{Version}.snupkg");

    public async ValueTask InitializeAsync() => await PackInto(Feed);

    /// <summary>Builds from nothing, each time in the same place: an assembly names the place of its symbols.</summary>
    public async Task PackInto(string feed)
    {
        string artifacts = Path.Combine(Folder, "artifacts");
        if (Directory.Exists(artifacts))
            Directory.Delete(artifacts, recursive: true);
        await DotNet.Run(Repository.Root, "pack", "src/Autograd/Autograd.csproj", "-c", "Release", "-o", feed,
            "--artifacts-path", artifacts, $"-p:PackageVersion={Version}", "-p:ContinuousIntegrationBuild=true");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
