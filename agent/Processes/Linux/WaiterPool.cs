namespace Muster.Agent.Processes.Linux;

/// <summary>Something whose end a thread can wait for.</summary>
internal interface IWaited
{
    /// <summary>Blocks until the end, and tells it.</summary>
    void WaitForEnd();
}

/// <summary>
/// A thread for each running process that blocks until it ends; threads are used again. Measured against one thread with
/// pidfd and epoll for all: fewer calls, no wake-up between the end of one short process and the start of the next, and
/// what is done with an end delays no other process. (With epoll there is also a trap: a child between vfork and exec
/// holds a copy of each pidfd, so closing one does not take it out of the set.)
/// </summary>
internal sealed class WaiterPool : IDisposable
{
    private const int StackBytes = 512 * 1024;

    [ThreadStatic]
    private static Waiter? t_current;

    private readonly Lock _gate = new();
    private readonly Stack<Waiter> _idle = [];
    private bool _disposed;

    /// <summary>Waits for the process on a thread: on this one when it is a waiter's, else on another.</summary>
    public void Assign(IWaited process)
    {
        if (t_current is { } current && current.TryQueue(this, process)) return;
        Waiter? waiter;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _idle.TryPop(out waiter);
        }

        if (waiter is null) Waiter.Start(this, process);
        else waiter.Wake(process);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var waiter in _idle) waiter.Wake(null);
            _idle.Clear();
        }
    }

    /// <summary>Keeps an idle waiter, unless the pool is over.</summary>
    private bool TryKeep(Waiter waiter)
    {
        lock (_gate)
        {
            if (_disposed) return false;
            _idle.Push(waiter);
            return true;
        }
    }

    private sealed class Waiter(WaiterPool pool)
    {
        private readonly object _bell = new();
        private IWaited? _next;
        private bool _woken;

        public static void Start(WaiterPool pool, IWaited first)
        {
            var waiter = new Waiter(pool) { _next = first };
            new Thread(waiter.Run, StackBytes) { IsBackground = true, Name = "process waiter" }.Start();
        }

        /// <summary>For this thread itself: the end of one process led to the start of the next.</summary>
        public bool TryQueue(WaiterPool asking, IWaited process)
        {
            if (asking != pool || _next is not null) return false;
            _next = process;
            return true;
        }

        public void Wake(IWaited? process)
        {
            lock (_bell)
            {
                _next = process;
                _woken = true;
                Monitor.Pulse(_bell);
            }
        }

        private void Run()
        {
            t_current = this;
            while (_next is { } process)
            {
                _next = null;
                process.WaitForEnd();
                if (_next is not null) continue;
                if (!pool.TryKeep(this)) return;
                Sleep();
            }
        }

        private void Sleep()
        {
            lock (_bell)
            {
                while (!_woken) Monitor.Wait(_bell);
                _woken = false;
            }
        }
    }
}
