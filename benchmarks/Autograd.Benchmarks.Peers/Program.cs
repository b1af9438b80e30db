using Autograd.Benchmarks.Peers;

switch (args)
{
    case ["quick", .. string[] rest]:
        return Quick.Run(Arguments.Filters(rest), Arguments.Threads(rest));
    default:
        Console.Error.WriteLine("quick [part of a case's name …] [--threads 1|2]");
        return 64;
}
