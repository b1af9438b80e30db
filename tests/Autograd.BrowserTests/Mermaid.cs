using System.Text.Json;
using Autograd.PackageTests;

namespace Autograd.BrowserTests;

/// <summary>What Mermaid made of a text.</summary>
/// <param name="Nodes">The words on each box.</param>
/// <param name="Edges">How many lines it drew.</param>
/// <param name="Blocks">The words above each block.</param>
internal sealed record MermaidPicture(string[] Nodes, int Edges, string[] Blocks)
{
    private static readonly string Folder = Repository.At("tests/Autograd.BrowserTests");

    private static readonly SemaphoreSlim Turn = new(1);

    private static Page? page;

    /// <summary>Parses and draws a text as a web page does; throws with Mermaid's message where it refuses.</summary>
    public static async Task<MermaidPicture> Draw(Browser browser, string text)
    {
        // Reading the script takes longer than most pictures: one page draws them all, one after another.
        await Turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            page ??= await Start(browser);
            string picture = await page.Tab.EvaluateAsync<string>("""
                async text => {
                    await mermaid.parse(text);
                    document.body.innerHTML = (await mermaid.render('picture', text)).svg;
                    const words = selector => [...document.querySelectorAll(selector)].map(element => element.textContent);
                    return JSON.stringify({ Nodes: words('g.node'), Edges: document.querySelectorAll('path.flowchart-link').length, Blocks: words('.cluster-label') });
                }
                """, text);
            page.Errors.Should().BeEmpty();
            return JsonSerializer.Deserialize<MermaidPicture>(picture)!;
        }
        finally
        {
            Turn.Release();
        }
    }

    private static async Task<Page> Start(Browser browser)
    {
        Page page = await browser.Open("<!doctype html><meta charset=\"utf-8\"><body></body>", 1280, 800, dark: false);
        await page.Tab.AddScriptTagAsync(new() { Content = await Install() });
        await page.Tab.EvaluateAsync("() => mermaid.initialize({ startOnLoad: false })");
        return page;
    }

    /// <summary>Mermaid's script, of the version that the lock file names.</summary>
    private static async Task<string> Install()
    {
        string file = Path.Combine(Folder, "node_modules", "mermaid", "dist", "mermaid.min.js");
        // The mark that npm leaves behind is newer than the lock file it installed from.
        string mark = Path.Combine(Folder, "node_modules", ".package-lock.json"), wanted = Path.Combine(Folder, "package-lock.json");
        if (!File.Exists(file) || File.GetLastWriteTimeUtc(mark) < File.GetLastWriteTimeUtc(wanted))
            await Programs.Run(Programs.Find("AUTOGRAD_NPM", "npm", "npm"), Folder, "", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        return await File.ReadAllTextAsync(file);
    }
}
