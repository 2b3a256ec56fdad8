namespace Muster.Agent.Processes;

/// <summary>Something that wants to act at certain times.</summary>
internal interface IAgendaItem
{
    /// <summary>When it wants to act next, on the agenda's clock.</summary>
    TimeSpan NextDue { get; }

    /// <summary>Where it stands in the agenda, which alone writes this; -1: not in it.</summary>
    int Place { get; set; }

    /// <summary>Does what is due, and moves <see cref="NextDue"/> on.</summary>
    void Act(TimeSpan now);
}

/// <summary>
/// One timer for all processes of a host. A timer each would cost a short point its creation and disposal; here an item is
/// a list entry, and the timer is touched only when something is due earlier than all before it.
/// </summary>
internal sealed class Agenda : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly Lock _ticking = new();
    private readonly List<IAgendaItem> _items = [];
    private readonly TimeProvider _time;
    private readonly long _zero;
    private readonly ITimer _timer;
    private TimeSpan _timerDue = TimeSpan.MaxValue;

    public Agenda(TimeProvider time)
    {
        _time = time;
        _zero = time.GetTimestamp();
        _timer = time.CreateTimer(static agenda => ((Agenda)agenda!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Time on the agenda's clock, which is monotonic and starts at 0.</summary>
    public TimeSpan Now => _time.GetElapsedTime(_zero);

    public void Add(IAgendaItem item)
    {
        lock (_gate)
        {
            item.Place = _items.Count;
            _items.Add(item);
            Hasten(item.NextDue);
        }
    }

    public void Remove(IAgendaItem item)
    {
        lock (_gate)
        {
            if (item.Place < 0) return;
            var last = _items[^1];
            _items[last.Place = item.Place] = last;
            _items.RemoveAt(_items.Count - 1);
            item.Place = -1;
        }
    }

    /// <summary>To be called when an item's <see cref="IAgendaItem.NextDue"/> became earlier.</summary>
    public void Moved(IAgendaItem item)
    {
        lock (_gate) Hasten(item.NextDue);
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        lock (_ticking) // items act one after the other, and a tick that comes meanwhile is not lost
        {
            var now = Now;
            foreach (var item in DueAt(now)) item.Act(now);
            lock (_gate)
            {
                _timerDue = TimeSpan.MaxValue;
                if (_items.Count > 0) Hasten(_items.Min(item => item.NextDue));
            }
        }
    }

    private IAgendaItem[] DueAt(TimeSpan now)
    {
        lock (_gate) return [.. _items.Where(item => item.NextDue <= now)];
    }

    private void Hasten(TimeSpan due)
    {
        if (due >= _timerDue) return;
        _timerDue = due;
        var wait = due - Now;
        if (wait > LongestWait) wait = LongestWait;
        _timer.Change(wait > TimeSpan.Zero ? wait + TimeSpan.FromMilliseconds(1) : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
