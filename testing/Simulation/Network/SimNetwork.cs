using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Simulation.Network;

/// <summary>Carries calls between actors and what serves them, and loses, delays, doubles and slows them.</summary>
internal sealed class SimNetwork(SimWorld world)
{
    /// <summary>What goes wrong now.</summary>
    public FaultRates Faults { get; set; } = FaultRates.None;

    /// <summary>How long a call usually takes one way, at most.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How long callers wait for an answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an actor that is cut off remains so, at most.</summary>
    public TimeSpan CutOffFor { get; init; }

    /// <summary>Whether nobody gets an answer.</summary>
    public bool IsOut { get; set; }

    /// <summary>How late a late request may arrive.</summary>
    public TimeSpan Latest { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How far a wall clock is set wrongly after a jump.</summary>
    public Func<TimeSpan> WallError { get; init; } = () => TimeSpan.Zero;

    /// <summary>Requests that are still under way though their callers have given up.</summary>
    public int Late { get; private set; }

    /// <summary>Calls something.</summary>
    /// <param name="caller">Who calls; if it dies, no answer comes, though the request may still arrive.</param>
    /// <param name="what">The call's name.</param>
    /// <param name="thing">What it is about, for the trace.</param>
    /// <param name="serve">Serves the request on arrival; it may throw what the caller shall see.</param>
    /// <param name="unanswered">The error that a caller sees who gets no answer; null: it sees the default value, as nothing at all.</param>
    /// <param name="failing">How probable it is that the other side fails, beyond what the network does.</param>
    /// <param name="losesAnswer">Whether the other side serves it and never answers.</param>
    public Task<T> CallAsync<T>(
        SimActor caller, string what, object? thing, Func<T> serve, Func<Exception>? unanswered, double failing = 0, bool losesAnswer = false)
    {
        var answer = new TaskCompletionSource<T>();
        if (!caller.IsAlive)
            return answer.Task;
        if (world.Chance.Happens(Faults.WallJump))
            JumpWall(caller);
        if (world.Chance.Happens(Faults.CutOff))
            CutOff(caller);
        if (world.Chance.Happens(caller.StallsAtCall))
            Stall(caller);
        var dies = world.Chance.Happens(caller.DiesAtCall);
        if (dies && world.Chance.Happens(0.3))
        {
            caller.Die("dies before a call");
            return answer.Task;
        }

        Send(new(caller, what, thing, losesAnswer), answer, serve, unanswered, failing);
        if (dies)
            world.After(world.Chance.UpTo(Latency * 3), () => caller.Die("dies at a call"));
        return answer.Task;
    }

    private void Send<T>(Call call, TaskCompletionSource<T> answer, Func<T> serve, Func<Exception>? unanswered, double failing)
    {
        var chance = world.Chance;
        var outward = OneWay();
        if (IsOut || call.Caller.IsCutOff ? chance.Happens(0.8) : chance.Happens(Faults.LostRequest))
        {
            GiveUp(call, answer, unanswered, "request lost");
            return;
        }

        if (call.Caller.IsCutOff || chance.Happens(Faults.LateRequest))
        {
            GiveUp(call, answer, unanswered, "request late");
            Late++;
            world.After(Timeout + chance.UpTo(Latest), () =>
            {
                Late--;
                world.Note(call.Caller.Name, "late request arrives", call.Thing ?? call.What);
                serve();
            });
            return;
        }

        if (chance.Happens(Faults.Doubled))
            world.After(outward + chance.UpTo(Timeout * 2), () => Repeat(call, serve));
        world.After(outward, () => Arrive(call, answer, serve, unanswered, chance.Happens(failing)));
    }

    private void Repeat<T>(Call call, Func<T> serve)
    {
        world.Note(call.Caller.Name, "doubled request arrives", call.Thing ?? call.What);
        serve();
    }

    private void Arrive<T>(Call call, TaskCompletionSource<T> answer, Func<T> serve, Func<Exception>? unanswered, bool fails)
    {
        world.Note(call.Caller.Name, call.What, call.Thing);
        if (fails)
        {
            GiveUp(call, answer, unanswered, "call failed", OneWay());
            return;
        }

        var served = serve();
        if (IsOut || call.LosesAnswer || call.Caller.IsCutOff || world.Chance.Happens(Faults.LostAnswer))
            GiveUp(call, answer, unanswered, "answer lost");
        else
            world.After(OneWay(), () => call.Caller.WhenAwake(() => answer.TrySetResult(served)));
    }

    private void GiveUp<T>(Call call, TaskCompletionSource<T> answer, Func<Exception>? unanswered, string why, TimeSpan? after = null) => world.After(after ?? Timeout, () => call.Caller.WhenAwake(() =>
    {
        world.Note(call.Caller.Name, why, call.Thing ?? call.What);
        if (unanswered is null)
            answer.TrySetResult(default!);
        else
            answer.TrySetException(unanswered());
    }));

    private TimeSpan OneWay() =>
        world.Chance.Happens(Faults.Slow) ? world.Chance.UpTo(Timeout * 0.45) : Latency / 4 + world.Chance.UpTo(Latency);

    private void CutOff(SimActor actor)
    {
        actor.CutOffUntil = world.Now + world.Chance.UpTo(CutOffFor);
        world.Note(actor.Name, "is cut off", CutOffFor);
    }

    private void Stall(SimActor actor)
    {
        actor.StalledUntil = world.Now + world.Chance.UpTo(CutOffFor);
        world.Note(actor.Name, "stands still", CutOffFor);
    }

    private void JumpWall(SimActor actor)
    {
        actor.Clock.WallError = WallError();
        world.Note(actor.Name, "wall clock jumps", actor.Clock.WallError);
    }

    private readonly record struct Call(SimActor Caller, string What, object? Thing, bool LosesAnswer);
}
