using System.Net;
using System.Text;

namespace Digits;

/// <summary>The run as one page of HTML that needs nothing else: no network, no script.</summary>
public sealed class Report(Options options, Network network, DigitsData training, IReadOnlyList<Epoch> epochs, Evaluation result)
{
    public string ToHtml() => $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Digits: {{result.Accuracy:P1}} read correctly</title>
        <style>
        {{Style}}
        </style>
        </head>
        <body>
        <main>
        <header>
        <h1>Handwritten digits</h1>
        <p class="result"><strong>{{result.Accuracy:P1}}</strong> of {{result.Data.Count}} test images read correctly</p>
        <p>A {{string.Join('-', [DigitsData.PixelCount, .. options.Hidden, DigitsData.ClassCount])}} network with ReLU,
        {{network.ParameterCount:N0}} parameters, after {{Counted(epochs.Count, "epoch")}} of Adam on {{training.Count:N0}} training images, seed {{options.Seed}}.
        The test images played no part in that.</p>
        </header>
        <section>
        <h2>Loss</h2>
        <p>The mean of −ln p(digit) after each epoch, on a logarithmic scale.</p>
        {{new LossChart(epochs).ToHtml()}}
        </section>
        <section>
        <h2>Confusion</h2>
        <p>Rows: the digit. Columns: as what it was read.</p>
        {{Confusion()}}
        </section>
        <section>
        <h2>Misread</h2>
        <p>{{(result.Misread.Count == 0 ? "None." : $"{Counted(result.Misread.Count, "image")} of {result.Data.Count}, in the order of the file.")}}</p>
        <ul class="digits">
        {{string.Concat(result.Misread.Select(Misread))}}</ul>
        </section>
        <footer>Data: UCI Optical Recognition of Handwritten Digits (E. Alpaydin, C. Kaynak, 1998), CC BY 4.0, read from
        {{WebUtility.HtmlEncode(Path.GetFileName(options.Data))}}.</footer>
        </main>
        </body>
        </html>

        """;

    private string Confusion()
    {
        IEnumerable<int> digits = Enumerable.Range(0, DigitsData.ClassCount);
        StringBuilder html = new("<table>\n<tr><td></td>");
        foreach (int read in digits)
            html.Append($"<th scope=\"col\">{read}</th>");
        html.Append("</tr>\n");
        foreach (int digit in digits)
        {
            html.Append($"<tr><th scope=\"row\">{digit}</th>");
            foreach (int read in digits)
            {
                int count = result.Confusion[digit, read];
                string kind = count == 0 ? "none" : digit == read ? "right" : "wrong";
                html.Append($"<td class=\"{kind}\">{(count == 0 ? "·" : count)}</td>");
            }

            html.Append("</tr>\n");
        }

        return html.Append("</table>").ToString();
    }

    private string Misread(int index)
    {
        int digit = result.Data.Labels[index], read = result.Readings[index];
        StringBuilder html = new();
        html.Append($"<li><svg viewBox=\"0 0 {DigitsData.Side} {DigitsData.Side}\" role=\"img\" aria-label=\"A {digit} that was read as {read}\">");
        ReadOnlySpan<float> image = result.Data.Image(index);
        for (int i = 0; i < image.Length; i++)
            if (image[i] > 0)
                html.Append($"<rect x=\"{i % DigitsData.Side}\" y=\"{i / DigitsData.Side}\" width=\"1\" height=\"1\" opacity=\"{image[i]:0.##}\"/>");
        html.Append($"</svg><span><b>{digit}</b> read as <b class=\"wrong\">{read}</b></span></li>\n");
        return html.ToString();
    }

    private static string Counted(int count, string thing) => $"{count:N0} {thing}{(count == 1 ? "" : "s")}";

    private const string Style = """
        :root {
          color-scheme: light dark;
          --ground: light-dark(#fbfbfa, #16181c); --card: light-dark(#ffffff, #1f2228); --ink: light-dark(#1c1e21, #e8e9eb);
          --quiet: light-dark(#63676e, #9aa0a8); --line: light-dark(#dedfe1, #363a42);
          --blue: light-dark(#2563c9, #7aaeff); --orange: light-dark(#c2560c, #ffa25c);
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 3rem; }
        h1 { margin: 0; font-size: 1.6rem; line-height: 1.2; }
        h2 { margin: 2.5rem 0 0; font-size: 1.15rem; }
        p { margin: .25rem 0 1rem; color: var(--quiet); }
        .result { margin: .5rem 0 .25rem; color: var(--ink); }
        .result strong { font-size: 2.5rem; line-height: 1.2; color: var(--blue); }

        .chart { display: block; width: 100%; height: auto; }

        table { width: 100%; max-width: 34rem; border-collapse: separate; border-spacing: 2px; table-layout: fixed; font-variant-numeric: tabular-nums; }
        th, td { padding: .3rem 0; text-align: center; font-size: .9rem; font-weight: normal; border-radius: 3px; }
        th { color: var(--quiet); }
        td.none { color: var(--line); }
        td.right { background: color-mix(in srgb, var(--blue) 18%, transparent); }
        td.wrong { background: color-mix(in srgb, var(--orange) 25%, transparent); font-weight: 600; }

        .digits { display: grid; grid-template-columns: repeat(auto-fill, minmax(6.25rem, 1fr)); gap: .75rem; margin: 0; padding: 0; list-style: none; }
        .digits li { padding: .5rem; background: var(--card); border: 1px solid var(--line); border-radius: 6px; text-align: center; font-size: .8rem; white-space: nowrap; color: var(--quiet); }
        .digits svg { display: block; width: 100%; margin-bottom: .35rem; fill: var(--ink); shape-rendering: crispEdges; }
        .digits b { color: var(--ink); font-size: 1rem; }
        .digits b.wrong { color: var(--orange); }
        footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .8rem; color: var(--quiet); }
        """;
}
