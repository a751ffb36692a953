using PageMove.Pages;
using PageMove.Pipes;

namespace Misuse;

internal static class StealWithoutConfirm
{
    // Nobody asked whether the content is good: the page of a file that was truncated meanwhile would go to the readers.
    public static int Measure(PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page)) // PGM1001
            return 0;
        int size = page.Size;
        page.Unlock();
        return size;
    }
}
