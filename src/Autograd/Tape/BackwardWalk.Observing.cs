namespace Autograd;

/// <summary>Walks that are only looked at: for pictures and explanations.</summary>
internal sealed partial class BackwardWalk
{
    /// <summary>No walk but one rule, whose products are shown and summed nowhere.</summary>
    private BackwardWalk(NodeList tape, Products products) => (this.tape, sums, observer) = (tape, [], products);

    /// <summary>Shows an observer every gradient of a walk. Nothing is collected, no hook is called.</summary>
    public static void Observe(NodeList tape, ReadOnlySpan<Tensor> outputs, ReadOnlySpan<Tensor> upstreams, IWalkObserver observer, string operation)
    {
        BackwardWalk walk = new(tape, default, recording: false, wanted: null, observer: observer) { CallsHooks = false };
        walk.Run(operation, outputs, upstreams, static _ => { });
    }

    /// <summary>What one node's rule makes of an upstream gradient, for each operand.</summary>
    public static Tensor?[] Downstream(NodeList tape, Node node, Tensor upstream)
    {
        Products products = new(node);
        node.PullBack(upstream, new BackwardWalk(tape, products) { CallsHooks = false });
        return products.ByOperand;
    }

    /// <summary>Tells the products of one rule apart by operand: a node that is an operand twice gets two, in order.</summary>
    private sealed class Products(Node node) : IWalkObserver
    {
        public Tensor?[] ByOperand { get; } = new Tensor?[node.InputCount];

        public void Arrived(Node at, Tensor gradient) { }

        public void Left(Node? from, Node to, Tensor downstream)
        {
            for (int i = 0; i < ByOperand.Length; i++)
                if (ByOperand[i] is null && node.InputAt(i) == to)
                {
                    ByOperand[i] = downstream;
                    return;
                }
        }
    }
}

/// <summary>Watches a walk back; it sees each product by itself, so nothing is added in place.</summary>
internal interface IWalkObserver
{
    /// <summary>A node's gradient has fully arrived, and its rule is about to be applied.</summary>
    void Arrived(Node node, Tensor gradient);

    /// <summary>A rule has made a downstream gradient; it comes from no node where the walk begins.</summary>
    void Left(Node? from, Node to, Tensor downstream);
}
