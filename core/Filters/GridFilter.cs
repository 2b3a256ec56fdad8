using Muster.Sweeps;

namespace Muster.Filters;

/// <summary>Which points of a grid fit, by arithmetic: each axis' values are looked at once, and from one point that fits the next is reckoned.</summary>
internal sealed class GridFilter
{
    private const int None = -1;
    private readonly int[][] next;
    private readonly bool isEmpty;

    /// <summary>The filter of a grid.</summary>
    /// <param name="axes">Its axes, none of them empty; at least one.</param>
    /// <param name="fits">Whether a value of an axis fits.</param>
    public GridFilter(IReadOnlyList<GridAxis> axes, Func<string, ParameterValue, bool> fits)
    {
        next = [.. axes.Select(axis => Following([.. axis.Values.Select(value => fits(axis.Name, value))]))];
        isEmpty = next.Any(axis => axis[0] == None);
    }

    /// <summary>The first point that fits from one on, 0-based in the grid; null: none.</summary>
    public long? Next(long index)
    {
        if (isEmpty)
            return null;
        var digits = new int[next.Length];
        var rest = index;
        for (var i = next.Length - 1; i >= 0; i--)
            (digits[i], rest) = ((int)(rest % Length(i)), rest / Length(i));
        for (var i = 0; i < digits.Length; i++)
        {
            if (next[i][digits[i]] != digits[i])
                return Raised(digits, i) ? IndexOf(digits) : null;
        }

        return index;
    }

    /// <summary>Raises the digit at a place that does not fit, or else one before it; the places after that one become as small as they may.</summary>
    private bool Raised(int[] digits, int place)
    {
        var raised = next[place][digits[place]];
        while (raised == None)
        {
            if (--place < 0)
                return false;
            raised = digits[place] + 1 < Length(place) ? next[place][digits[place] + 1] : None;
        }

        digits[place] = raised;
        for (var i = place + 1; i < digits.Length; i++)
            digits[i] = next[i][0];
        return true;
    }

    private long IndexOf(int[] digits)
    {
        long index = 0;
        for (var i = 0; i < digits.Length; i++)
            index = index * Length(i) + digits[i];
        return index;
    }

    private int Length(int axis) => next[axis].Length;

    /// <summary>For each value the first that fits from it on.</summary>
    private static int[] Following(bool[] fits)
    {
        var (following, found) = (new int[fits.Length], None);
        for (var i = fits.Length - 1; i >= 0; i--)
            following[i] = found = fits[i] ? i : found;
        return following;
    }
}
