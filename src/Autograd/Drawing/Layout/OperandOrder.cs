namespace Autograd.Drawing;

/// <summary>A reader expects a − b to show a above b.</summary>
internal static class OperandOrder
{
    /// <summary>Whether two nodes of a layer are labels of the same box that stand against the order of its operands.</summary>
    public static bool IsReversed(LayeredGraph graph, int upper, int lower) =>
        upper > lower && graph.IsLabel(upper) && graph.IsLabel(lower) && graph.LinkOf(upper).To == graph.LinkOf(lower).To;

    public static bool IsMostlyReversed(LayeredGraph graph)
    {
        int balance = 0;
        for (int box = 0; box < graph.Boxes.Count; box++)
        {
            var labels = graph.Previous[box];
            for (int operand = 1; operand < labels.Length; operand++)
            {
                int one = labels[operand - 1], other = labels[operand];
                balance += one < other == graph.Order.Position[one] < graph.Order.Position[other] ? 1 : -1;
            }
        }
        return balance < 0;
    }

    /// <summary>Turns the picture upside down, which costs no crossing.</summary>
    public static void Reverse(LayeredGraph graph)
    {
        foreach (int[] layer in graph.Order.Layers)
        {
            Array.Reverse(layer);
            graph.Order.Renumber(layer);
        }
    }
}
