using System.Runtime.Intrinsics;
using Autograd.AotSmoke;

ElementwiseChecks<float>.Run();
ElementwiseChecks<double>.Run();
StructureChecks<float>.Run();
StructureChecks<double>.Run();

int width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
Console.WriteLine($"AOT smoke, registers of {width} bits: {Check.Passed} checks passed, {Check.Failed} failed");
return Check.Failed == 0 ? 0 : 1;
