using Muster.Specs;
using Muster.Sweeps;

namespace Muster.Tests.Specs;

public class SweepFileTests
{
    [Fact]
    public void Paths_begin_at_the_sweep_files_folder_and_the_name_follows_its_own()
    {
        using var folder = new TemporarySweeps();
        folder.Write("run.sh", "true\n");

        var spec = SweepFile.Read(folder.Write("my sweep (2).yaml", "script: run.sh\ngrid: {x: [1]}\n"), () => new MemoryStream()).Spec!;

        Assert.Equal(("my-sweep--2-", Path.Combine(folder.Path, "run.sh"), folder.Path), (spec.Name, spec.Script, spec.Workdir));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        var error = Assert.Single(SweepFile.Read("/nowhere/a.yaml", () => new MemoryStream()).Errors);
        Assert.Equal("/nowhere/a.yaml:1:1: The file cannot be read: there is no such file.", error.ToString());
        Assert.Equal(SpecErrorKind.UnreadableFile, error.Kind);
    }

    [Fact]
    public void A_directory_is_called_one()
    {
        using var folder = new TemporarySweeps();
        var error = Assert.Single(SweepFile.Read(folder.Path, () => new MemoryStream()).Errors);
        Assert.Equal($"{folder.Path}:1:1: This is a directory. Name a sweep file: .yaml, .yml, .json or .csv.", error.ToString());
        Assert.Equal(SpecErrorKind.UnreadableFile, error.Kind);
    }

    [Fact]
    public void A_row_without_parameters_is_a_point()
    {
        var reading = SweepFile.ReadText("command: echo\nparams: [{}]\n", SpecFormat.Yaml, "a.yaml", "/", () => new MemoryStream());
        Assert.Empty(reading.Errors);
        Assert.Equal(1, reading.Spec!.RowCount);
    }

    [Fact]
    public void No_row_file_is_opened_for_a_grid()
    {
        var reading = SweepFile.ReadText("command: echo\ngrid: {x: [1]}\n", SpecFormat.Yaml, "a.yaml", "/", () => throw new InvalidOperationException("opened"));
        Assert.Empty(reading.Errors);
        Assert.Null(reading.Rows);
    }

    [Fact]
    public void A_full_disk_under_the_row_file_is_no_error_of_the_sweep()
    {
        using var folder = new TemporarySweeps();
        var file = folder.Write("a.csv", "#: command: echo\nx\n1\n");

        Assert.Throws<IOException>(() => SweepFile.Read(file, () => throw new IOException("No space left on device")));
    }

    [Fact]
    public void A_grid_of_a_million_points_is_not_expanded()
    {
        var axis = string.Join(", ", Enumerable.Range(0, 100));
        var (reading, rows) = Reading.Text($"command: echo\ngrid: {{a: [{axis}], b: [{axis}], c: [{axis}]}}\n");

        var points = new PointSource(reading.Spec!, null);
        Assert.Equal(1_000_000, points.Count);
        Assert.Equal("a=65 b=43 c=21", string.Join(' ', points[654_321].Parameters.Select(p => $"{p.Name}={p.Value}")));
        Assert.Empty(rows);
        Assert.True(SweepSpecJson.Write(reading.Spec!).Length < 2000);
    }

    [Fact]
    public void Many_rows_are_written_on_block_by_block()
    {
        var rows = new MeasuringStream();
        using var folder = new TemporarySweeps();
        var file = folder.Write("a.csv", "#: command: echo\nx,y\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i},value {i}\n")));

        var reading = SweepFile.Read(file, () => rows);

        Assert.Empty(reading.Errors);
        Assert.Equal(200_000, reading.Rows!.Count);
        Assert.Equal(reading.Rows.Length, rows.Length);
        Assert.InRange(rows.LongestWrite, 1, 1 << 17);
    }

    [Fact]
    public void Errors_carry_their_value_and_the_nearest_key()
    {
        var (reading, _) = Reading.Text("comand: echo\ntimeout: soon\ngrid: {x: [1], regoin: [2]}\n");

        Assert.Equal(
            [(SpecErrorKind.UnknownKey, "comand", "command"), (SpecErrorKind.InvalidValue, "soon", null), (SpecErrorKind.MisspeltKey, "regoin", "region")],
            reading.Errors.Select(e => (e.Kind, e.Value, e.Suggestion)));
    }

    [Fact]
    public void A_mistake_that_every_row_repeats_is_told_once()
    {
        Assert.Equal(
            "sweep.yaml:3:10: 'timeuot' looks like the setting 'timeout'. Did you mean 'timeout'? If it is a parameter, write 'param:timeuot'.",
            Reading.Errors("command: echo\nparams:\n- {x: 1, timeuot: 1}\n- {x: 2, timeuot: 2}\n- {x: 3, timeuot: 3}\n"));
    }

    /// <summary>Measures what is written and keeps none of it.</summary>
    private sealed class MeasuringStream : MemoryStream
    {
        private long _length;

        public int LongestWrite { get; private set; }

        public override long Length => _length;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _length += buffer.Length;
            LongestWrite = Math.Max(LongestWrite, buffer.Length);
        }
    }
}
