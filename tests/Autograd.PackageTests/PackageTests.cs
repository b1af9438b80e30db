using System.IO.Compression;
using System.Xml.Linq;

namespace Autograd.PackageTests;

public sealed class PackageTests(PackedLibrary library) : IClassFixture<PackedLibrary>
{
    [Fact]
    public void HoldsTheAssemblyItsDocumentationAndTheReadme() =>
        Entries(library.Package).Should().Contain(["lib/net10.0/Autograd.dll", "lib/net10.0/Autograd.xml", "README.md"]);

    [Fact]
    public void HasSymbolsInAPackageOfTheirOwn()
    {
        Entries(library.Symbols).Should().Contain("lib/net10.0/Autograd.pdb");
        Entries(library.Package).Should().NotContain(name => name.EndsWith(".pdb"));
    }

    [Fact]
    public void SaysItsLicenseItsReadmeAndItsDependencies()
    {
        using ZipArchive archive = ZipFile.OpenRead(library.Package);
        using Stream manifest = archive.GetEntry("Autograd.nuspec")!.Open();
        XElement metadata = XDocument.Load(manifest).Root!.Elements().First();

        XElement license = Of(metadata, "license").Single();
        license.Attribute("type")!.Value.Should().Be("expression");
        license.Value.Should().Be("MIT");
        Of(metadata, "readme").Single().Value.Should().Be("README.md");
        Of(metadata, "dependency").Select(dependency => dependency.Attribute("id")!.Value).Should().BeEquivalentTo("MathNet.Numerics", "System.Numerics.Tensors");

        static IEnumerable<XElement> Of(XElement parent, string name) => parent.Descendants().Where(element => element.Name.LocalName == name);
    }

    [Fact]
    public async Task IsTheSameWhenPackedAgain()
    {
        string again = Path.Combine(library.Folder, "again");
        await library.PackInto(again);
        Content(Path.Combine(again, Path.GetFileName(library.Package))).Should().Equal(Content(library.Package));

        static byte[] Content(string package)
        {
            using ZipArchive archive = ZipFile.OpenRead(package);
            using Stream assembly = archive.GetEntry("lib/net10.0/Autograd.dll")!.Open();
            MemoryStream copy = new();
            assembly.CopyTo(copy);
            return copy.ToArray();
        }
    }

    [Fact]
    public async Task WorksInAFreshProject()
    {
        string folder = Directory.CreateDirectory(Path.Combine(library.Folder, "consumer")).FullName;
        // The feed stands beside the sources that the user has set up, for what the library itself depends on.
        Write("nuget.config", """
            <configuration>
              <packageSources>
                <add key="packed" value="../feed" />
              </packageSources>
            </configuration>
            """);
        Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <RestorePackagesPath>packages</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Autograd" Version="[{library.Version}]" />
              </ItemGroup>
            </Project>
            """);
        Write("Program.cs", """
            using Autograd;

            Tensor x = Tensor.Parameter(Tensor.From([1.0, 2.0, 3.0]));
            (x * x).Sum().Backward();
            Console.WriteLine(string.Join(' ', x.Grad!.ToArray<double>()));
            """);

        string output = await DotNet.Run(folder, "run", "-c", "Release");
        output.Trim().Should().Be("2 4 6");

        void Write(string name, string content) => File.WriteAllText(Path.Combine(folder, name), content);
    }

    private static string[] Entries(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }
}
