namespace Muster.Graphs;

/// <summary>
/// Looks for a shortest cycle. Jobs that no cycle can go through are left out first. Then, from each job that is left, in file order, a search
/// in breadth finds the shortest way back to it; after that the job is left out too, with all that no cycle can go through any more.
/// </summary>
internal sealed class CycleSearch
{
    // Well under a second of looking. A graph of 10,000 jobs needs more only when its shortest cycle is very long.
    private const long MostSteps = 10_000_000;

    private readonly int[][] _next;
    private readonly int[][] _previous;
    private readonly int[] _waysOn;
    private readonly int[] _waysIn;
    private readonly bool[] _isOut;
    private readonly int[] _cameFrom;
    private readonly int[] _depths;
    private readonly int[] _seenFrom;
    private long _steps;

    public CycleSearch(int[][] next, int[][] previous)
    {
        (_next, _previous) = (next, previous);
        _waysOn = Array.ConvertAll(next, list => list.Length);
        _waysIn = Array.ConvertAll(previous, list => list.Length);
        (_isOut, _cameFrom, _depths, _seenFrom) = (new bool[next.Length], new int[next.Length], new int[next.Length], new int[next.Length]);
        Array.Fill(_seenFrom, -1);
    }

    /// <summary>The cycle from its first job on; null: there is none.</summary>
    public int[]? Find()
    {
        for (var job = 0; job < _next.Length; job++)
            if (_waysOn[job] == 0 || _waysIn[job] == 0)
                LeaveOut(job);
        if (Array.IndexOf(_isOut, false) is var first && first < 0) return null;
        var any = AnyFrom(first);
        int[]? best = null;
        for (var job = first; job < _next.Length && _steps < MostSteps; job++)
        {
            if (_isOut[job]) continue;
            best = ShortestThrough(job, best is null ? any.Length : best.Length - 1) ?? best;
            LeaveOut(job);
        }
        return best ?? any;
    }

    /// <summary>Goes on and on until a job comes again: all that are left lead on to others.</summary>
    private int[] AnyFrom(int job)
    {
        var path = new List<int>();
        var places = new Dictionary<int, int>();
        while (places.TryAdd(job, path.Count))
        {
            path.Add(job);
            job = Array.Find(_next[job], next => !_isOut[next]);
        }
        int[] cycle = [.. path[places[job]..]];
        var start = Array.IndexOf(cycle, cycle.Min());
        return [.. cycle[start..], .. cycle[..start]];
    }

    private int[]? ShortestThrough(int start, int longest)
    {
        var queue = new Queue<int>([start]);
        (_seenFrom[start], _depths[start]) = (start, 0);
        while (queue.TryDequeue(out var job) && _depths[job] < longest)
        {
            _steps += _next[job].Length;
            foreach (var next in _next[job])
            {
                if (next == start) return PathTo(job);
                if (_isOut[next] || _seenFrom[next] == start) continue;
                (_seenFrom[next], _depths[next], _cameFrom[next]) = (start, _depths[job] + 1, job);
                queue.Enqueue(next);
            }
        }
        return null;
    }

    private int[] PathTo(int job)
    {
        var path = new int[_depths[job] + 1];
        for (var at = path.Length - 1; at >= 0; at--, job = _cameFrom[job]) path[at] = job;
        return path;
    }

    private void LeaveOut(int start)
    {
        var leaving = new Stack<int>([start]);
        while (leaving.TryPop(out var job))
        {
            if (_isOut[job]) continue;
            _isOut[job] = true;
            foreach (var next in _next[job])
                if (--_waysIn[next] == 0)
                    leaving.Push(next);
            foreach (var previous in _previous[job])
                if (--_waysOn[previous] == 0)
                    leaving.Push(previous);
        }
    }
}
