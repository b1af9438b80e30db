using Autograd.Benchmarks.Peers;

return args switch
{
    ["quick", .. string[] rest] => Quick.Run(new(rest)),
    [FirstGradient.Mode, string library] => FirstGradient.Run(library),
    _ => Comparison.Run(args),
};
