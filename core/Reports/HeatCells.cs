namespace Muster.Reports;

/// <summary>Means of a number over the cells of two axes; what it holds does not grow with the numbers.</summary>
/// <param name="columns">Cells across, 1 or more.</param>
/// <param name="rows">Cells down, 1 or more.</param>
public sealed class HeatCells(int columns, int rows)
{
    private readonly double[] sums = new double[columns * rows];
    private readonly long[] counts = new long[columns * rows];

    /// <summary>Cells across.</summary>
    public int Columns => columns;

    /// <summary>Cells down.</summary>
    public int Rows => rows;

    /// <summary>Adds a number to a cell.</summary>
    public void Add(int column, int row, double number)
    {
        sums[Place(column, row)] += number;
        counts[Place(column, row)]++;
    }

    /// <summary>How many numbers a cell has.</summary>
    public long CountOf(int column, int row) => counts[Place(column, row)];

    /// <summary>A cell's mean; null: it has no number.</summary>
    public double? MeanOf(int column, int row) => CountOf(column, row) is > 0 and var count ? sums[Place(column, row)] / count : null;

    /// <summary>The means that there are.</summary>
    public IEnumerable<double> Means => sums.Zip(counts).Where(cell => cell.Second > 0).Select(cell => cell.First / cell.Second);

    private int Place(int column, int row) =>
        column >= 0 && column < columns && row >= 0 && row < rows
            ? row * columns + column
            : throw new ArgumentOutOfRangeException(nameof(column), (column, row), $"There are {columns} by {rows} cells.");
}
