using Muster.Agent.Processes;

namespace Muster.Tests.Agent.Processes;

public sealed class AgendaTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly Agenda _agenda;

    public AgendaTests() => _agenda = new(_time);

    public void Dispose() => _agenda.Dispose();

    [Fact]
    public void Items_act_when_they_are_due_and_not_before()
    {
        var first = new Item(10, 30);
        var second = new Item(20, 30);
        _agenda.Add(first);
        _agenda.Add(second);
        _time.Move(TimeSpan.FromSeconds(9));
        Assert.Empty(first.Acts);
        _time.Move(TimeSpan.FromSeconds(60));

        Assert.Equal([10, 30], first.Acts);
        Assert.Equal([20, 30], second.Acts);
    }

    [Fact]
    public void Removed_item_does_not_act()
    {
        var items = Enumerable.Range(1, 5).Select(second => new Item(second)).ToArray();
        foreach (var item in items) _agenda.Add(item);
        _agenda.Remove(items[1]);
        _agenda.Remove(items[4]);
        _agenda.Remove(items[4]);
        _time.Move(TimeSpan.FromSeconds(60));

        Assert.Equal([1, 0, 1, 1, 0], items.Select(item => item.Acts.Count));
    }

    [Fact]
    public void Item_that_moved_forward_acts_in_time()
    {
        var item = new Item(1000);
        _agenda.Add(item);
        item.NextDue = TimeSpan.FromSeconds(5);
        _agenda.Moved(item);
        _time.Move(TimeSpan.FromSeconds(6));

        Assert.Equal([5], item.Acts);
    }

    [Fact]
    public void Item_due_in_years_is_waited_for_day_by_day()
    {
        var item = new Item(TimeSpan.FromDays(1000).TotalSeconds);
        _agenda.Add(item);
        _time.Move(TimeSpan.FromDays(999));
        Assert.Empty(item.Acts);
        _time.Move(TimeSpan.FromDays(2));

        Assert.Single(item.Acts);
    }

    [Fact]
    public void Item_that_comes_later_than_another_does_not_touch_the_timer()
    {
        _agenda.Add(new Item(10));
        var changes = _time.TimerChanges;
        for (var i = 0; i < 100; i++)
        {
            var item = new Item(20);
            _agenda.Add(item);
            _agenda.Remove(item);
        }

        Assert.Equal(changes, _time.TimerChanges);
    }

    private sealed class Item(params double[] seconds) : IAgendaItem
    {
        private int _next;

        public TimeSpan NextDue { get; set; } = TimeSpan.FromSeconds(seconds[0]);

        public int Place { get; set; } = -1;

        /// <summary>When it acted, in whole seconds.</summary>
        public List<int> Acts { get; } = [];

        public void Act(TimeSpan now)
        {
            if (now < NextDue) return;
            Acts.Add((int)now.TotalSeconds);
            NextDue = ++_next < seconds.Length ? TimeSpan.FromSeconds(seconds[_next]) : TimeSpan.MaxValue;
        }
    }
}
