using System.Text;
using System.Text.Json;

namespace Autograd.Drawing;

/// <summary>
/// One self-contained page: the picture in both directions, of which the style shows the one that fits the window, and its story
/// step by step. Style and script are files of their own beside this one.
/// </summary>
internal static class HtmlWriter
{
    public static string Write(Picture picture)
    {
        string title = Text.Escape(Text.Shorten(picture.Options.Title ?? "A computational graph", 200));
        string down = SvgWriter.WriteBare(picture, PictureDirection.TopToBottom);
        string wide = picture.Options.Direction == PictureDirection.TopToBottom ? down : SvgWriter.WriteBare(picture, PictureDirection.LeftToRight);
        IReadOnlyList<Step> steps = StepTeller.Tell(picture);
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <style>
            {Resource.Read("picture.css")}{Resource.Read("page.css")}</style>
            </head>
            <body class="autograd">
            <header><h1>{title}</h1></header>
            <main>
            <section id="picture" aria-label="The graph" tabindex="-1">
            <div class="wide">{wide}</div>
            <div class="narrow">{down}</div>
            </section>
            <nav id="controls" aria-label="Steps">
            <button id="first" title="To the beginning (Home)" aria-label="To the beginning">⏮</button>
            <button id="back" title="One step back (←)" aria-label="One step back">◀</button>
            <input id="slider" type="range" min="0" max="{steps.Count}" value="0" aria-label="Step">
            <button id="forward" title="One step on (→)" aria-label="One step on">▶</button>
            <button id="last" title="To the end (End)" aria-label="To the end">⏭</button>
            <output id="where" for="slider"></output>
            </nav>
            <div id="panels">
            <article id="step" aria-live="polite"><h2></h2><p></p><table><tbody></tbody></table></article>
            <aside id="tensor"><h2>Whole tensor</h2><p>Point at a box or a number, or move to it with the Tab key.</p><pre></pre></aside>
            </div>
            </main>
            <footer><div id="legend">{string.Concat(Legend.Items(picture))}</div>{string.Concat(picture.Remarks.Select(static remark => $"<p>{Text.Escape(remark)}.</p>"))}</footer>
            <script id="story" type="application/json">{Story(picture, steps)}</script>
            <script>
            {Resource.Read("page.js")}</script>
            </body>
            </html>

            """;
    }

    /// <summary>The steps and the whole tensors, for the script; the encoder leaves no bracket that could end the element.</summary>
    private static string Story(Picture picture, IReadOnlyList<Step> steps)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("steps");
            foreach (Step step in steps)
                Write(json, step);
            json.WriteEndArray();
            json.WriteStartArray("boxes");
            foreach (Box box in picture.Boxes)
                Write(json, Heading(box), [("value", box.Kind == BoxKind.Result ? box.Inputs[0].Value : box.Value), ("gradient", box.Gradient)]);
            json.WriteEndArray();
            json.WriteStartArray("wires");
            foreach (Wire wire in picture.Wires)
                Write(json, $"{Heading(wire.From)} → {Heading(wire.To)}", [("value", wire.Value), ("gradient", wire.Gradient), ("local gradient", wire.Local)],
                    wire.From.Number, wire.To.Number);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Step step)
    {
        json.WriteStartObject();
        json.WriteBoolean("backward", step.IsBackward);
        json.WriteString("title", step.Title);
        json.WriteString("note", step.Note);
        json.WriteStartArray("boxes");
        foreach (Box box in step.Boxes)
            json.WriteNumberValue(box.Number);
        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (StepRow row in step.Rows)
        {
            json.WriteStartArray();
            json.WriteStringValue(row.Style);
            json.WriteStringValue(row.Label);
            json.WriteStringValue(row.Text);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string title, IEnumerable<(string Name, Figures? Figures)> tensors, params ReadOnlySpan<int> ends)
    {
        json.WriteStartObject();
        json.WriteString("title", title);
        json.WriteString("text", string.Join("\n\n", tensors.Where(static tensor => tensor.Figures is not null).Select(static tensor => $"{tensor.Name}: {tensor.Figures!.Text}")));
        if (ends.Length == 2)
        {
            json.WriteNumber("from", ends[0]);
            json.WriteNumber("to", ends[1]);
        }

        json.WriteEndObject();
    }

    private static string Heading(Box box) => Text.Shorten(box.Kind == BoxKind.Operation ? $"{box.Node!.Operation} {box.Name}" : box.Symbol);
}
