namespace Muster.Functions.Metrics;

/// <summary>Units as CloudWatch names them.</summary>
internal enum MetricUnit
{
    /// <summary>A number of things.</summary>
    Count,
    /// <summary>Thousandths of a second.</summary>
    Milliseconds,
    /// <summary>Seconds.</summary>
    Seconds,
    /// <summary>Bytes.</summary>
    Bytes,
}
