namespace Autograd.Tests.Laws;

public static partial class Specimens
{
    private static IEnumerable<Specimen> Einsums =>
    [
        .. Summed("ij,jk", "ij,jk->ik", [2, 3], [3, 4]), .. Summed("ij->ji", "ij->ji", [2, 3]), .. Summed("ba", "ba->ab", [2, 3]), .. Summed("ii", "ii->", [3, 3]),
        .. Summed("ii->i", "ii->i", [3, 3]), .. Summed("iij,jk->ik", "iij,jk->ik", [2, 2, 3], [3, 2]), .. Summed("ij->", "ij->", [2, 3]),
        .. Summed("i,j", "i,j->ij", [3], [2]), .. Summed("i,i", "i,i->", [4], [4]), .. Summed("bi,bi->b", "bi,bi->b", [2, 3], [2, 3]),
        .. Summed("bij,bjk->bik", "bij,bjk->bik", [2, 2, 3], [2, 3, 2]), .. Summed("ij,jk,kl->il", "ij,jk,kl->il", [2, 3], [3, 4], [4, 2]),
        .. Summed("ij,ij->ij", "ij,ij->ij", [2, 3], [2, 3]), .. Summed("i,ij,j", "i,ij,j->", [2], [2, 3], [3]), .. Summed("ab,cb->ca", "ab,cb->ca", [2, 3], [4, 3]),
        .. Summed("...ij,...jk", "xyij,yjk->xyik", [2, 2, 2, 3], [2, 3, 2]), .. Summed("...ii->...i", "xii->xi", [2, 3, 3]), .. Summed("i...->...", "ixy->xy", [3, 2, 2]),
        .. Summed("...,...", "xi,i->xi", [2, 3], [3]), .. Summed("iii", "iii->", [2, 2, 2]), .. Summed("iji,j->ij", "iji,j->ij", [2, 3, 2], [3]), .. Summed("i,ij->j", "i,ij->j", [0], [0, 3]),
        .. Summed(",i->i", ",i->i", [], [3]), .. Summed("aab,bc,c->a", "aab,bc,c->a", [2, 2, 3], [3, 2], [2]),
    ];

    /// <summary>An equation, and the same written out without implicit results and ellipses, for the reference.</summary>
    private static IEnumerable<Specimen> Summed(string equation, string full, params int[][] shapes)
    {
        string[] sides = full.Split("->"), names = sides[0].Split(',');
        Dictionary<char, int> sizes = [];
        for (int i = 0; i < shapes.Length; i++)
            for (int axis = 0; axis < shapes[i].Length; axis++)
                sizes[names[i][axis]] = shapes[i][axis];
        char[] summed = [.. sizes.Keys.Except(sides[1])];
        yield return Of("Einsum", $"{equation} {string.Join(' ', shapes.Select(Text))}", [.. shapes.Select(shape => new Operand(shape))],
            x => Tensor.Einsum(equation, x), x => Nd.Build([.. sides[1].Select(letter => sizes[letter])], index =>
            {
                double total = 0;
                int count = summed.Aggregate(1, (product, letter) => product * sizes[letter]);
                for (int i = 0; i < count; i++)
                {
                    Dictionary<char, int> at = [];
                    for (int p = 0; p < index.Length; p++)
                        at[sides[1][p]] = index[p];
                    int rest = i;
                    foreach (char letter in summed)
                        (rest, at[letter]) = (rest / sizes[letter], rest % sizes[letter]);
                    total += x.Select((operand, p) => operand[[.. names[p].Select(letter => at[letter])]]).Aggregate(1.0, (a, b) => a * b);
                }

                return total;
            })) with { Slack = 4 };
    }
}
