using System.Text;
using Curvature;
using Curvature.Chapters;

if (args.Length > 0)
{
    Console.Error.WriteLine("Curvature takes no arguments: dotnet run -c Release --project samples/Curvature");
    return 2;
}

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
Notebook notebook = new(Console.Out);
GradientChapter.Write(notebook);
JacobianChapter.Write(notebook);
HessianChapter.Write(notebook);
LaplacianChapter.Write(notebook);
NewtonChapter.Write(notebook);
CriticalPointsChapter.Write(notebook);
HessianVectorChapter.Write(notebook);
GradientPenaltyChapter.Write(notebook);
PhysicsChapter.Write(notebook);
return notebook.Close();
