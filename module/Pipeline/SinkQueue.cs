using System.Collections.Concurrent;
using System.Management.Automation;

namespace Muster.PowerShell.Pipeline;

/// <summary>What work writes from any thread, handed over to the pipeline's thread in its order.</summary>
internal sealed class SinkQueue(CancellationToken cancel) : ICmdletSink, IDisposable
{
    /// <summary>How long work that is cancelled is waited for: Ctrl-C is to end a cmdlet within a second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

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

    /// <summary>
    /// Does some work on other threads, and what it writes on this one. When it is cancelled, or PowerShell wants no more, such as after the first error under
    /// <c>-ErrorAction Stop</c>, work that does not hear of it soon is left to itself.
    /// </summary>
    /// <exception cref="Exception">As the work threw it.</exception>
    public static void Run(Func<ICmdletSink, CancellationToken, Task> work, ICmdletSink sink, CancellationToken cancel)
    {
        var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var queue = new SinkQueue(ending.Token);
        var running = Task.Run(() => WorkAsync(work, queue, ending.Token), CancellationToken.None);
        try
        {
            foreach (var write in queue.waiting.GetConsumingEnumerable(cancel))
                write(sink);
        }
        catch
        {
            ending.Cancel();
            Task.WaitAny([running], Patience);
            throw;
        }

        using (queue)
        using (ending)
            running.GetAwaiter().GetResult();
    }

    private static async Task WorkAsync(Func<ICmdletSink, CancellationToken, Task> work, SinkQueue queue, CancellationToken cancel)
    {
        try
        {
            await work(queue, cancel);
        }
        finally
        {
            queue.waiting.CompleteAdding();
        }
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
