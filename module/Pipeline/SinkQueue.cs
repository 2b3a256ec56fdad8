using System.Collections.Concurrent;
using System.Management.Automation;

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

    public Task<T> AskAsync<T>(Func<T> ask) => AskAsync(_ => Task.FromResult(ask()));

    public Task<IReadOnlyList<string>> PathsAsync(string path) => AskAsync(sink => sink.PathsAsync(path));

    /// <summary>Does some work on other threads, and what it writes on this one. When it returns, or throws, the work is over.</summary>
    /// <exception cref="SinkStoppedException">The sink threw: nobody wants more.</exception>
    /// <exception cref="Exception">As the work threw it.</exception>
    public static void Run(Func<ICmdletSink, CancellationToken, Task> work, ICmdletSink sink, CancellationToken cancel)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var queue = new SinkQueue(ending.Token);
        var running = Task.Run(async () =>
        {
            try
            {
                await work(queue, ending.Token);
            }
            finally
            {
                queue.waiting.CompleteAdding();
            }
        }, CancellationToken.None);
        try
        {
            foreach (var write in queue.waiting.GetConsumingEnumerable(CancellationToken.None))
            {
                if (!cancel.IsCancellationRequested)
                    write(sink);
            }
        }
        catch (Exception error)
        {
            // PowerShell wants no more, such as after the first error under -ErrorAction Stop, or where a later cmdlet has enough.
            ending.Cancel();
            foreach (var _ in queue.waiting.GetConsumingEnumerable(CancellationToken.None)) { }
            running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).GetAwaiter().GetResult();
            throw new SinkStoppedException(error);
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
                if (error is PipelineStoppedException or ActionPreferenceStopException)
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

/// <summary>PowerShell wants no more of a cmdlet: a later one has enough, an error is to stop all, or the pipeline is being stopped.</summary>
/// <param name="cause">What it threw.</param>
internal sealed class SinkStoppedException(Exception cause) : Exception(cause.Message, cause);
