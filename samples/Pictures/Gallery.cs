using System.Net;
using System.Text;
using Autograd;

namespace Pictures;

/// <summary>A folder of pictures, and a page that leads to them.</summary>
public sealed class Gallery
{
    private static readonly string[] Formats = ["html", "svg", "mmd", "dot", "txt"];

    private readonly string folder;
    private readonly List<Example> examples = [];

    public Gallery(string folder)
    {
        this.folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(this.folder);
    }

    /// <summary>Writes an example in every format, and in words.</summary>
    public void Add(Example example)
    {
        Tape tape = Tape.Of(example.Result);
        foreach (string format in Formats)
            tape.Save(Path.Combine(folder, $"{example.File}.{format}"), example.Options);
        File.WriteAllText(Path.Combine(folder, $"{example.File}-explained.txt"), tape.Explain(example.Asked) + "\n");
        examples.Add(example);
        Console.WriteLine(example.Title);
    }

    /// <summary>Writes the page that shows them all, and returns its path.</summary>
    public string WriteIndex()
    {
        StringBuilder html = new("""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Pictures</title>
            <style>
            :root { color-scheme: light dark; } body { font-family: system-ui, sans-serif; max-width: 1200px; margin: 0 auto; padding: 16px; }
            img { max-width: 100%; height: auto; } h2 { margin: 32px 0 8px; font-size: 1.1rem; } a { margin-right: 12px; }
            </style></head><body><h1>Pictures of computational graphs</h1>

            """);
        foreach (Example example in examples)
            html.Append($"<h2>{WebUtility.HtmlEncode(example.Title)}</h2>\n<p><a href=\"{example.File}.html\">step through it</a>")
                .Append(string.Concat(Formats[1..].Append("explained").Select(format => $"<a href=\"{example.File}{(format == "explained" ? "-explained.txt" : "." + format)}\">{format}</a>")))
                .Append($"</p>\n<a href=\"{example.File}.html\"><img src=\"{example.File}.svg\" alt=\"{WebUtility.HtmlEncode(example.Title)}\"></a>\n");
        string path = Path.Combine(folder, "index.html");
        File.WriteAllText(path, html.Append("</body></html>\n").ToString());
        return path;
    }
}
