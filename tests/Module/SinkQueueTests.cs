using Muster.PowerShell.Pipeline;

namespace Muster.Tests.Module;

/// <summary>What work on other threads writes, and how it ends.</summary>
public sealed class SinkQueueTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public void What_is_written_comes_in_its_order_on_the_thread_that_waits()
    {
        var sink = new RecordingSink();
        SinkQueue.Run(async (queue, _) =>
        {
            for (var i = 0; i < 3000; i++)
                queue.Write(i);
            queue.Write(await queue.AskAsync(() => Environment.CurrentManagedThreadId));
        }, sink, CancellationToken.None);

        Assert.Equal([.. Enumerable.Range(0, 3000), Environment.CurrentManagedThreadId], sink.Objects.Cast<int>());
    }

    [Fact]
    public void What_the_pipelines_thread_throws_when_it_is_asked_is_the_works_own_affair()
    {
        var sink = new RecordingSink();
        SinkQueue.Run(async (queue, _) =>
        {
            var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => queue.AskAsync<int>(() => throw new InvalidDataException("no")));
            queue.Write(thrown.Message);
        }, sink, CancellationToken.None);
        Assert.Equal(["no"], sink.Objects);
    }

    [Fact]
    public void Work_that_does_not_hear_of_its_end_is_not_waited_for()
    {
        using var never = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var began = TimeProvider.System.GetTimestamp();
        Assert.Throws<OperationCanceledException>(() => SinkQueue.Run((queue, _) =>
        {
            stop.Cancel();
            never.Wait(TimeSpan.FromSeconds(30), CancellationToken.None);
            return Task.CompletedTask;
        }, new RecordingSink(), stop.Token));
        Assert.True(TimeProvider.System.GetElapsedTime(began) < s_second);
        never.Set();
    }

    [Fact]
    public void Work_is_cancelled_when_nobody_wants_more()
    {
        var heard = new TaskCompletionSource();
        var thrown = Assert.Throws<InvalidOperationException>(() => SinkQueue.Run(async (queue, cancel) =>
        {
            queue.Write(1);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel).ContinueWith(_ => heard.SetResult(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }, new EnoughSink(), CancellationToken.None));

        Assert.Equal("enough", thrown.Message);
        Assert.True(heard.Task.IsCompleted);
    }

    /// <summary>PowerShell after the first error under <c>-ErrorAction Stop</c>.</summary>
    private sealed class EnoughSink : ICmdletSink
    {
        public void Write(object value) => throw new InvalidOperationException("enough");

        public void Fail(Muster.PowerShell.CmdletError error) { }

        public void Warn(string text) { }

        public void Tell(string text) { }

        public void Show(CmdletProgress progress) { }

        public Task<bool> MayAsync(string target, string action) => Task.FromResult(true);

        public Task<string> PathAsync(string path) => Task.FromResult(path);
    }
}
