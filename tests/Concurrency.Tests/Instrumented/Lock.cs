namespace PageMove;

/// <summary>An object to lock: the lock statement makes a monitor of it, which the explorer knows, and it does not know System.Threading.Lock.</summary>
public sealed class Lock
{
}
