using Muster.Local.Store.Sqlite;

namespace Muster.Local.Store.Connections;

/// <summary>One write that waits for its commit. It is answered after the commit, never before.</summary>
internal abstract class WriteRequest
{
    /// <summary>Whether its caller gave it up; asked before it is begun, never after.</summary>
    public abstract bool GiveUpIfCancelled();

    /// <summary>Does the work within the writer's transaction. A failure of its own is kept for the answer; one of the store is thrown.</summary>
    public abstract void Execute(Database database);

    /// <summary>Answers, after the commit.</summary>
    public abstract void Answer();

    /// <summary>Answers that the commit did not happen, or may not have.</summary>
    public abstract void Fail(Exception error);
}

/// <summary>One write and its result.</summary>
internal sealed class WriteRequest<T>(Func<Database, T> work, CancellationToken cancel) : WriteRequest
{
    // The writer's thread must not run what the callers do next.
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;
    private Exception? ownFailure;

    public Task<T> Task => answer.Task;

    public override bool GiveUpIfCancelled()
    {
        if (cancel.IsCancellationRequested)
            answer.SetCanceled(cancel);
        return answer.Task.IsCanceled;
    }

    public override void Execute(Database database)
    {
        ownFailure = null;
        try
        {
            result = work(database);
        }
        catch (SqliteException error) when (error.IsOfStatement && database.InTransaction)
        {
            ownFailure = error.Told();
        }
        catch (StoreProblemException error)
        {
            ownFailure = error;
        }
    }

    public override void Answer()
    {
        if (ownFailure is null)
            answer.SetResult(result!);
        else
            answer.SetException(ownFailure);
    }

    public override void Fail(Exception error) => answer.SetException(error);
}
