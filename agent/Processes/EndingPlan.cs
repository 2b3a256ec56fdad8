namespace Muster.Agent.Processes;

/// <summary>What is to be done to a process group now.</summary>
internal enum EndingStep
{
    /// <summary>Nothing yet.</summary>
    Wait,
    /// <summary>Send the early signal.</summary>
    SendEarly,
    /// <summary>Ask to end (SIGTERM).</summary>
    Ask,
    /// <summary>End by force (SIGKILL).</summary>
    Force,
}

/// <summary>
/// When a process group is signalled, as arithmetic without clock and process. Times count from the start of the process.
/// <code>
/// Running → (timeout - early) SendEarly → Running
/// Running → (timeout, or a request) Ask → Asked → (grace over, or force requested) Force → Forced
/// </code>
/// </summary>
internal sealed class EndingPlan
{
    private readonly ProcessLimits _limits;
    private bool _earlySent;
    private bool _asked;
    private bool _forced;

    public EndingPlan(ProcessLimits limits)
    {
        _limits = limits;
        _earlySent = limits.Early is null;
        NextDue = limits.Early is { } early ? limits.Timeout - early.Before : limits.Timeout;
    }

    /// <summary>When the next step is due; <see cref="TimeSpan.MaxValue"/> when none is left.</summary>
    public TimeSpan NextDue { get; private set; }

    /// <summary>Who caused the end, if it ended now.</summary>
    public EndCause Cause { get; private set; }

    /// <summary>The step that is due at <paramref name="elapsed"/>. To be called until it says <see cref="EndingStep.Wait"/>.</summary>
    public EndingStep Next(TimeSpan elapsed)
    {
        if (elapsed < NextDue) return EndingStep.Wait;
        if (_asked) return ForceNow();
        if (elapsed >= _limits.Timeout) return AskNow(elapsed, EndCause.Timeout);
        if (_earlySent) return EndingStep.Wait;
        _earlySent = true;
        NextDue = _limits.Timeout;
        return EndingStep.SendEarly;
    }

    /// <summary>Somebody wants it to end; says what to do at once.</summary>
    public EndingStep Request(TimeSpan elapsed, bool force)
    {
        if (_forced) return EndingStep.Wait;
        if (force)
        {
            if (!_asked) Cause = EndCause.Request;
            return ForceNow();
        }

        return _asked ? EndingStep.Wait : AskNow(elapsed, EndCause.Request);
    }

    private EndingStep AskNow(TimeSpan elapsed, EndCause cause)
    {
        _asked = true;
        Cause = cause;
        NextDue = elapsed + (cause == EndCause.Request && _limits.GraceNow is { } now ? now() : _limits.Grace);
        return EndingStep.Ask;
    }

    private EndingStep ForceNow()
    {
        _asked = _forced = true;
        NextDue = TimeSpan.MaxValue;
        return EndingStep.Force;
    }
}
