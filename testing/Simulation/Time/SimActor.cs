namespace Muster.Testing.Simulation.Time;

/// <summary>A process or machine with clocks of its own, which may crash at any moment. What it waits for then never comes.</summary>
internal abstract class SimActor(SimWorld world, string name, SimClock clock)
{
    public SimWorld World => world;

    public string Name => name;

    public SimClock Clock => clock;

    public bool IsAlive { get; private set; } = true;

    /// <summary>Until when nothing that it sends or is sent arrives, in true time.</summary>
    public TimeSpan CutOffUntil { get; set; }

    public bool IsCutOff => World.Now < CutOffUntil;

    /// <summary>How probable it is that it dies at a call.</summary>
    public virtual double DiesAtCall => 0;

    /// <summary>Until when it stands still, in true time; then it goes on as if no time had passed.</summary>
    public TimeSpan StalledUntil { get; set; }

    /// <summary>How probable it is that it stands still at a call.</summary>
    public virtual double StallsAtCall => 0;

    /// <summary>Does something after a while by its own monotonic clock, if it then lives.</summary>
    public void After(TimeSpan delay, Action what) => world.After(clock.True(delay), () => WhenAwake(what));

    /// <summary>Does something now, or as soon as it stands still no more, if it then lives.</summary>
    public void WhenAwake(Action what)
    {
        if (IsAlive && world.Now < StalledUntil)
            world.After(StalledUntil - world.Now, () => WhenAwake(what));
        else if (IsAlive)
            what();
    }

    public void Die(string how)
    {
        if (!IsAlive)
            return;
        IsAlive = false;
        world.Note(name, how);
        Died();
    }

    protected abstract void Died();
}
