namespace Muster.Guards;

/// <summary>Which deadline an agent that starts has. The same option as at its first start keeps the first time; another one is a new wish.</summary>
public sealed record DeadlineChoice
{
    private DeadlineChoice(KeptDeadline? deadline, bool isNew, string? notice) => (Deadline, IsNew, Notice) = (deadline, isNew, notice);

    /// <summary>The deadline; null: none was asked for.</summary>
    public KeptDeadline? Deadline { get; }

    /// <summary>Whether it must be kept before the agent starts work.</summary>
    public bool IsNew { get; }

    /// <summary>What people should know, in a sentence; null: nothing.</summary>
    public string? Notice { get; }

    /// <summary>Why a deadline that is asked for cannot be one, in a sentence; null: it can. A time that was kept may have passed meanwhile.</summary>
    /// <param name="option">What was asked for; null: nothing.</param>
    /// <param name="kept">What is kept; null: nothing.</param>
    /// <param name="now">The time (UTC).</param>
    public static string? FindProblem(DeadlineOption? option, KeptDeadline? kept, DateTimeOffset now) => option?.Time is { } time && time <= now && kept?.Option != option.Text
        ? $"--deadline is '{option.Text}', which is {GuardText.Time(time)} and has passed: it is {GuardText.Time(now)} now. Give a time that is still to come, or how long the agent works, such as 8h."
        : null;

    /// <summary>Reads what is kept, decides, and keeps what is new.</summary>
    /// <param name="option">What was asked for; null: nothing.</param>
    /// <param name="memory">Where it is kept.</param>
    /// <param name="now">The time (UTC).</param>
    /// <exception cref="GuardMemoryException">What is kept cannot be read, or the new one not be kept.</exception>
    public static DeadlineChoice Make(DeadlineOption? option, IGuardMemory memory, DateTimeOffset now)
    {
        var choice = For(option, memory.Read(), memory.Place, now);
        if (choice.IsNew)
            memory.Write(choice.Deadline!);
        else if (choice.Deadline is null)
            memory.Forget();
        return choice;
    }

    /// <summary>Decides.</summary>
    /// <param name="option">What was asked for; null: nothing.</param>
    /// <param name="kept">What is kept; null: nothing.</param>
    /// <param name="place">Where it is kept.</param>
    /// <param name="now">The time (UTC).</param>
    public static DeadlineChoice For(DeadlineOption? option, KeptDeadline? kept, string place, DateTimeOffset now)
    {
        if (option is null)
            return new(null, isNew: false, kept is null ? null : $"The deadline {GuardText.Time(kept.Deadline)}, kept from --deadline {kept.Option}, is dropped: no --deadline was given this time.");
        if (kept?.Option == option.Text)
            return new(kept, isNew: false, NoticeOf(kept, place, now));
        var deadline = option.Time ?? (DateTimeOffset.MaxValue - now > option.After!.Value ? now + option.After.Value : DateTimeOffset.MaxValue);
        return new(new(option.Text, deadline, now), isNew: true, kept is null ? null : $"The deadline is {GuardText.Time(deadline)} now; it was {GuardText.Time(kept.Deadline)}, from --deadline {kept.Option}.");
    }

    private static string NoticeOf(KeptDeadline kept, string place, DateTimeOffset now) => kept.Deadline <= now
        ? $"The deadline {GuardText.Time(kept.Deadline)}, set by --deadline {kept.Option} at {GuardText.Time(kept.SetAt)}, has passed. To begin anew, give another --deadline, or remove {place}."
        : $"The deadline stays {GuardText.Time(kept.Deadline)}, set by --deadline {kept.Option} at {GuardText.Time(kept.SetAt)}.";
}
