using System.Globalization;

namespace Autograd.Benchmarks.Peers;

/// <summary>What stands on the command line behind the mode.</summary>
internal static class Arguments
{
    private const string ThreadsOption = "--threads";

    public static int Threads(string[] arguments) => Array.IndexOf(arguments, ThreadsOption) is >= 0 and int at && at + 1 < arguments.Length
        ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : 1;

    public static string[] Filters(string[] arguments) =>
        [.. arguments.Where((argument, i) => argument != ThreadsOption && (i == 0 || arguments[i - 1] != ThreadsOption))];
}
