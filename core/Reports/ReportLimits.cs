namespace Muster.Reports;

/// <summary>How much a report holds at most, so that its page stays small whatever the run; what is left out is told.</summary>
public sealed record ReportLimits
{
    /// <summary>Attempts drawn one by one; with more, only how many ran at once is drawn.</summary>
    public int Bars { get; init; } = 800;

    /// <summary>Slots with a line of their own in the timeline; likewise.</summary>
    public int Lanes { get; init; } = 64;

    /// <summary>Points of the charts of metrics against parameters, chosen evenly among all.</summary>
    public int Sample { get; init; } = 1500;

    /// <summary>Dots in all those charts together; with more charts, each has fewer.</summary>
    public int Dots { get; init; } = 60_000;

    /// <summary>Metrics that are drawn: the first that are numbers.</summary>
    public int Metrics { get; init; } = 16;

    /// <summary>Parameters that metrics are drawn against: the first that vary.</summary>
    public int Parameters { get; init; } = 8;

    /// <summary>Heat maps of one metric.</summary>
    public int HeatMaps { get; init; } = 6;

    /// <summary>Values of a parameter that are told apart in charts; numbers beyond are taken together in ranges, texts are not drawn.</summary>
    public int AxisValues { get; init; } = 16;

    /// <summary>Points with the least and greatest values of a metric, each.</summary>
    public int Extremes { get; init; } = 3;

    /// <summary>Attempts that took longest.</summary>
    public int Slowest { get; init; } = 10;

    /// <summary>Failed points that are shown with what they wrote.</summary>
    public int Failed { get; init; } = 20;

    /// <summary>Of them, points that failed in the same way.</summary>
    public int FailedAlike { get; init; } = 5;

    /// <summary>Ways of failing that are told apart.</summary>
    public int FailureKinds { get; init; } = 12;

    /// <summary>Last lines of a failed point.</summary>
    public int ErrorLines { get; init; } = 10;

    /// <summary>Points in the table of points: the first ones.</summary>
    public int Rows { get; init; } = 500;

    /// <summary>Columns of metrics in that table.</summary>
    public int RowMetrics { get; init; } = 24;

    /// <summary>Bars of a distribution.</summary>
    public int Bins { get; init; } = 24;

    /// <summary>Steps of time.</summary>
    public int Steps { get; init; } = 160;

    /// <summary>Jobs of a point that are drawn and listed one by one; with more, each level is told in a line.</summary>
    public int Jobs { get; init; } = 200;

    /// <summary>Jobs and places for lines between them in the drawing of a graph; with more, likewise.</summary>
    public int GraphPlaces { get; init; } = 1500;
}
