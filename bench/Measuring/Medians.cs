namespace Muster.Bench.Measuring;

/// <summary>The middle of several values.</summary>
internal static class Medians
{
    /// <summary>The middle value; between the two in the middle when there is an even number.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
