using System.Collections.Concurrent;

namespace Muster.PowerShell.Pipeline;

/// <summary>What work writes from any thread, handed over to the pipeline's thread in its order.</summary>
internal sealed class SinkQueue(CancellationToken cancel) : ICmdletSink, IDisposable
{
    private readonly BlockingCollection<Action<ICmdletSink>> waiting = new(1024);

    public void Write(object value) => Add(sink => sink.Write(value));

    public void Fail(CmdletError error) => Add(sink => sink.Fail(error));

    public void Warn(string text) => Add(sink => sink.Warn(text));

    public void Tell(string text) => Add(sink => sink.Tell(text));

    public void Show(CmdletProgress progress) => Add(sink => sink.Show(progress));

    public Task<bool> MayAsync(string target, string action) => AskAsync(sink => sink.MayAsync(target, action));

    public Task<string> PathAsync(string path) => AskAsync(sink => sink.PathAsync(path));

    /// <summary>Does some work on other threads, and what it writes on this one.</summary>
    /// <exception cref="Exception">As the work threw it.</exception>
    public static void Run(Func<ICmdletSink, CancellationToken, Task> work, ICmdletSink sink, CancellationToken cancel)
    {
        using var queue = new SinkQueue(cancel);
        var running = Task.Run(async () =>
        {
            try
            {
                await work(queue, cancel);
            }
            finally
            {
                queue.waiting.CompleteAdding();
            }
        }, CancellationToken.None);
        foreach (var write in queue.waiting.GetConsumingEnumerable(CancellationToken.None))
        {
            if (!cancel.IsCancellationRequested)
                write(sink);
        }

        running.GetAwaiter().GetResult();
    }

    public void Dispose() => waiting.Dispose();

    private Task<T> AskAsync<T>(Func<ICmdletSink, Task<T>> ask)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(sink =>
        {
            try
            {
                answer.SetResult(ask(sink).GetAwaiter().GetResult()); // of PowerShell itself: it has answered when it returns
            }
            catch (Exception error)
            {
                answer.SetException(error);
                throw;
            }
        });
        return answer.Task.WaitAsync(cancel);
    }

    private void Add(Action<ICmdletSink> write)
    {
        cancel.ThrowIfCancellationRequested();
        waiting.Add(write, cancel);
    }
}
