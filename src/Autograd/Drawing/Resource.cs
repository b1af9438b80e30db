namespace Autograd.Drawing;

/// <summary>The styles and the script of pages, kept as files of their own.</summary>
internal static class Resource
{
    public static string Read(string name)
    {
        using Stream stream = typeof(Resource).Assembly.GetManifestResourceStream($"Autograd.Drawing.{name}")
            ?? throw new System.Diagnostics.UnreachableException();
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
