namespace Autograd.Drawing;

/// <summary>Where on its box's side each line ends, as a distance from the middle: in the order of the labels, the main
/// operand in the middle, so that it comes in straight. All lines leave a box in the middle, for they carry one value.</summary>
internal static class Ports
{
    public static double[] Of(LayeredGraph graph, StraightLines lines)
    {
        double[] ports = new double[graph.Nodes];
        for (int box = 0; box < graph.Boxes.Count; box++)
        {
            var labels = graph.Previous[box];
            graph.Order.Sort(labels);
            int main = labels.IndexOf(lines.MainLabel(box));
            double middle = main >= 0 ? main : (labels.Length - 1) / 2.0;
            double outermost = Math.Max(middle, labels.Length - 1 - middle);
            double distance = Math.Min(Spacing.BetweenPorts, graph.Above(box) / (outermost + 1));
            for (int port = 0; port < labels.Length; port++)
                ports[labels[port]] = (port - middle) * distance;
        }
        return ports;
    }
}
