namespace Muster.Sweeps;

/// <summary>The points of a grid by arithmetic: nothing is expanded. The last axis varies fastest.</summary>
public static class Grid
{
    /// <summary>
    /// How many points the axes span: the product of their lengths; 0 without axes; null when it is more than a <see cref="long"/> holds.
    /// </summary>
    public static long? Count(IReadOnlyList<GridAxis> axes)
    {
        if (axes.Count == 0) return 0;
        UInt128 count = 1;
        foreach (var axis in axes)
        {
            count *= (uint)axis.Values.Count;
            if (count > long.MaxValue) return axes.Any(a => a.Values.Count == 0) ? 0 : null;
        }
        return (long)count;
    }

    /// <summary>The values of one of the grid's points, in the axes' order.</summary>
    /// <param name="axes">The axes, none of them empty.</param>
    /// <param name="index">0-based, less than <see cref="Count"/>.</param>
    public static Parameter[] At(IReadOnlyList<GridAxis> axes, long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var values = new Parameter[axes.Count];
        var rest = index;
        for (var i = axes.Count - 1; i >= 0; i--)
        {
            var axis = axes[i];
            values[i] = new(axis.Name, axis.Values[(int)(rest % axis.Values.Count)]);
            rest /= axis.Values.Count;
        }
        return rest == 0 ? values : throw new ArgumentOutOfRangeException(nameof(index), index, $"The grid has only {Count(axes)} points.");
    }
}
