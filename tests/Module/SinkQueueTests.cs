using Muster.PowerShell;
using Muster.PowerShell.Pipeline;

namespace Muster.Tests.Module;

/// <summary>Work writes from other threads, and ends when nobody wants more of it.</summary>
public sealed class SinkQueueTests
{
    [Fact]
    public void Where_a_sink_wants_no_more_the_work_is_over_before_that_is_told()
    {
        var isOver = false;
        var thrown = Assert.Throws<SinkStoppedException>(() => SinkQueue.Run(
            async (sink, cancel) =>
            {
                try
                {
                    for (var i = 0; ; i++)
                    {
                        sink.Write(i);
                        await Task.Yield();
                    }
                }
                finally
                {
                    isOver = true;
                }
            },
            new FullSink(3), TestContext.Current.CancellationToken));

        Assert.Equal("Enough.", thrown.InnerException!.Message);
        Assert.True(isOver);
    }

    private sealed class FullSink(int most) : ICmdletSink
    {
        private int written;

        public void Write(object value)
        {
            if (++written > most)
                throw new InvalidOperationException("Enough.");
        }

        public void Fail(CmdletError error) { }

        public void Warn(string text) { }

        public void Tell(string text) { }

        public void Show(CmdletProgress progress) { }

        public Task<bool> MayAsync(string target, string action) => Task.FromResult(true);

        public Task<string> PathAsync(string path) => Task.FromResult(path);
    }
}
