using Autograd.Benchmarks.Peers;

return args switch
{
    ["fuzz", .. string[] rest] => Fuzz.Run(rest),
    ["quick", .. string[] rest] => Quick.Run(new(rest)),
    [FirstGradient.Mode, string library] => FirstGradient.Run(library),
    _ => Comparison.Run(args),
};
