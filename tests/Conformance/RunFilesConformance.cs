using System.Text;
using Muster.Outputs;
using Muster.Runs;

namespace Muster.Tests.Conformance;

/// <summary>What every adapter of runs' files does. Each adapter's tests inherit it.</summary>
public abstract class RunFilesConformance
{
    private static readonly RunId s_run = RunId.FromToken("run");
    private static readonly RunId s_other = RunId.FromToken("other");

    /// <summary>An adapter over no files.</summary>
    protected abstract IRunFiles Files { get; }

    /// <summary>Keeps two outputs and a result between them, as the adapter's attempts do; returns the result's reference.</summary>
    protected abstract Task<string> KeepAsync(RunId run, string before, string result, string after);

    /// <summary>Reads what a result's reference names; null: it is not there.</summary>
    protected abstract Task<string?> ReadAsync(RunId run, string reference);

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_without_files_has_none()
    {
        Assert.Empty(await ListAsync(s_run));
        Assert.Empty(await Files.ListRunsAsync(Cancel));
        Assert.Null(await Files.OpenAsync(s_run, "output/a", Cancel));
        await Files.DeleteAsync(s_run, "output/a", Cancel);
        await Files.DeleteAllAsync(s_run, Cancel);
    }

    [Fact]
    public async Task Files_are_listed_by_path_with_their_lengths()
    {
        foreach (var path in new[] { "points/0/3/b", "output/a-b", "output/a/b", "output/ä ✓", "Z", "output/a" + "/c/d" })
            await WriteAsync(s_run, path, path);
        await WriteAsync(s_other, "x", "");

        string[] expected = ["Z", "output/a-b", "output/a/b", "output/a/c/d", "output/ä ✓", "points/0/3/b"];
        Assert.Equal(expected.Select(path => new RunFile(path, Encoding.UTF8.GetByteCount(path))), await ListAsync(s_run));
        Assert.Equal([new("x", 0)], await ListAsync(s_other));
        Assert.Equal(new[] { s_run, s_other }.Order(), await Files.ListRunsAsync(Cancel));
    }

    [Fact]
    public async Task A_file_comes_back_as_it_was_written_last()
    {
        await WriteAsync(s_run, "output/a", "a longer text");
        await WriteAsync(s_run, "output/a", "short");

        Assert.Equal("short", await TextAsync("output/a"));
    }

    [Fact]
    public async Task A_content_that_breaks_off_leaves_the_file_as_it_was()
    {
        await WriteAsync(s_run, "output/a", "whole");

        await Assert.ThrowsAsync<EndOfStreamException>(() => Files.WriteAsync(s_run, "output/a", new BreakingStream(), Cancel));

        Assert.Equal("whole", await TextAsync("output/a"));
        Assert.Single(await ListAsync(s_run));
    }

    [Fact]
    public async Task A_deleted_file_is_gone_and_others_stay()
    {
        await WriteAsync(s_run, "points/0/3/deep/a", "a");
        await WriteAsync(s_run, "points/0/3/b", "b");

        await Files.DeleteAsync(s_run, "points/0/3/deep/a", Cancel);
        await Files.DeleteAsync(s_run, "points/0/3/deep/a", Cancel);

        Assert.Equal([new("points/0/3/b", 1)], await ListAsync(s_run));
    }

    [Fact]
    public async Task All_of_a_run_goes_and_other_runs_stay()
    {
        await WriteAsync(s_run, "output/a", "a");
        await WriteAsync(s_other, "output/b", "b");

        await Files.DeleteAllAsync(s_run, Cancel);
        await Files.DeleteAllAsync(s_run, Cancel);

        Assert.Empty(await ListAsync(s_run));
        Assert.Equal([s_other], await Files.ListRunsAsync(Cancel));
    }

    [Theory]
    [InlineData("/etc/passwd", "is absolute")]
    [InlineData("../x", "has the part \"..\"")]
    [InlineData("a/../../x", "has the part \"..\"")]
    [InlineData("a/./x", "has the part \".\"")]
    [InlineData("a//x", "has an empty part")]
    [InlineData("a/", "has an empty part")]
    [InlineData("", "has an empty part")]
    [InlineData("a\0b", "has a null character")]
    public async Task A_path_that_leads_elsewhere_is_refused(string path, string problem)
    {
        var message = $"The path \"{path}\" {problem}; a run's file has parts separated by \"/\", such as \"output/a.pack\". (Parameter 'path')";
        Assert.Equal(message, (await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(s_run, path, "x"))).Message);
        Assert.Equal(message, (await Assert.ThrowsAsync<ArgumentException>(() => Files.OpenAsync(s_run, path, Cancel))).Message);
        Assert.Equal(message, (await Assert.ThrowsAsync<ArgumentException>(() => Files.DeleteAsync(s_run, path, Cancel))).Message);
    }

    [Fact]
    public async Task One_at_a_time_has_the_lock_of_a_run()
    {
        using (Assert.IsType<IDisposable>(Files.TryLock(s_run), exactMatch: false))
        {
            Assert.Null(Files.TryLock(s_run));
            using var other = Files.TryLock(s_other);
            Assert.NotNull(other);
        }

        using var again = Files.TryLock(s_run);
        Assert.NotNull(again);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Pruning_keeps_results_and_removes_the_rest()
    {
        var log = new string('l', 5000);
        var result = await KeepAsync(s_run, log, "{\"loss\":1}", log);
        await WriteAsync(s_run, "points/0/3/out/kept.csv", "csv");
        await WriteAsync(s_run, "points/0/3/out/big.bin", "binary");
        await WriteAsync(s_run, "points/0/4/scratch", "more");
        var before = (await ListAsync(s_run)).Sum(file => file.Length);
        var keep = new KeptResults(new[] { result }.ToAsyncEnumerable(), ["out/*.csv"]);

        var trial = await Files.KeepResultsAsync(s_run, keep, isTrial: true, Cancel);

        Assert.Equal(before, (await ListAsync(s_run)).Sum(file => file.Length));
        Assert.Equal(trial, await Files.KeepResultsAsync(s_run, keep, isTrial: false, Cancel));
        Assert.Equal(trial.Bytes, before - (await ListAsync(s_run)).Sum(file => file.Length));
        Assert.InRange(trial.Bytes, 9_900, before);
        Assert.Equal("{\"loss\":1}", await ReadAsync(s_run, result));
        Assert.Equal("csv", await TextAsync("points/0/3/out/kept.csv"));
        Assert.DoesNotContain(await ListAsync(s_run), file => file.Path is "points/0/3/out/big.bin" or "points/0/4/scratch");
        Assert.Equal(default, await Files.KeepResultsAsync(s_run, keep, isTrial: false, Cancel));
    }

    protected async Task<IReadOnlyList<RunFile>> ListAsync(RunId run) => await Files.ListAsync(run, Cancel).ToListAsync(Cancel);

    protected async Task WriteAsync(RunId run, string path, string text)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await Files.WriteAsync(run, path, bytes, Cancel);
    }

    private async Task<string> TextAsync(string path)
    {
        using var reader = new StreamReader((await Files.OpenAsync(s_run, path, Cancel))!);
        return await reader.ReadToEndAsync(Cancel);
    }

    private sealed class BreakingStream : MemoryStream
    {
        private bool began;

        public BreakingStream() : base(new byte[100]) { }

        public override int Read(Span<byte> buffer) => began ? throw new EndOfStreamException() : Begin(base.Read(buffer));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new EndOfStreamException();

        private int Begin(int read)
        {
            began = true;
            return read;
        }
    }
}
