namespace Digits;

/// <summary>Images of handwritten digits, 8 × 8 pixels from 0 (paper) to 1 (ink), and which digit each of them is.</summary>
public sealed class DigitsData
{
    public const int Side = 8, PixelCount = Side * Side, ClassCount = 10, TestCount = 500, LeastTrainingCount = 1297;

    private const int Darkest = 16, FieldCount = PixelCount + 1, LeastLines = LeastTrainingCount + TestCount;

    private readonly float[] pixels;
    private readonly int[] labels;

    private DigitsData(float[] pixels, int[] labels) => (this.pixels, this.labels) = (pixels, labels);

    public int Count => labels.Length;

    public ReadOnlySpan<float> Pixels => pixels;

    public ReadOnlySpan<int> Labels => labels;

    public ReadOnlySpan<float> Image(int index) => pixels.AsSpan(index * PixelCount, PixelCount);

    /// <summary>The last 500 images are for the test, those before them for training, in the file's order.</summary>
    public (DigitsData Training, DigitsData Test) Split()
    {
        int split = Count - TestCount;
        return (new(pixels[..(split * PixelCount)], labels[..split]), new(pixels[(split * PixelCount)..], labels[split..]));
    }

    /// <summary>Reads a line of 64 pixels of 0…16 and a label for each image.</summary>
    /// <exception cref="DataException">The file is missing, cut short, or holds something else.</exception>
    public static DigitsData Load(string file)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(file);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"{file}: there is no such file; name another with --data FILE.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{file}: cannot be read; {error.Message}");
        }

        float[] pixels = new float[lines.Length * PixelCount];
        int[] labels = new int[lines.Length];
        for (int i = 0; i < lines.Length; i++)
            labels[i] = ReadLine(lines[i], pixels.AsSpan(i * PixelCount, PixelCount), $"{file}, line {i + 1}");
        if (lines.Length < LeastLines)
            throw new DataException($"{file}, line {Math.Max(lines.Length, 1)}: the file ends here; {LeastLines} images are needed, "
                + $"{LeastTrainingCount} to train and {TestCount} to test.");
        return new(pixels, labels);
    }

    private static int ReadLine(string line, Span<float> image, string place)
    {
        string[] fields = line.Split(',');
        if (fields.Length != FieldCount)
            throw new DataException($"{place}: {fields.Length} fields instead of {FieldCount}, {PixelCount} pixels and the label.");
        for (int i = 0; i < PixelCount; i++)
            image[i] = ReadNumber(fields[i], $"{place}, pixel {i + 1}", Darkest) / (float)Darkest;
        return ReadNumber(fields[PixelCount], $"{place}, label", ClassCount - 1);
    }

    private static int ReadNumber(string field, string place, int largest)
    {
        if (!int.TryParse(field, out int value))
            throw new DataException($"{place}: '{(field.Length <= 20 ? field : $"{field[..20]}…")}' is no whole number.");
        return value >= 0 && value <= largest ? value : throw new DataException($"{place}: {value} is not between 0 and {largest}.");
    }
}

/// <summary>The data file is not what it must be; the message names the file, and the line where there is one.</summary>
public sealed class DataException(string message) : Exception(message);
