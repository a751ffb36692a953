using Microsoft.Coyote.Runtime;

namespace PageMove;

/// <summary>Lets the others come instead of spinning.</summary>
internal struct SpinWait
{
    internal readonly bool NextSpinWillYield => Count > 0;

    internal int Count { get; private set; }

    internal void SpinOnce(int sleep1Threshold = -1)
    {
        Count++;
        SchedulingPoint.Yield();
    }

    internal void Reset() => Count = 0;
}
