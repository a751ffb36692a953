namespace PageMove.Pages;

/// <summary>The numbers of an arena's free frames. A caller takes only as many as were put in, so taking cannot fail.</summary>
internal abstract class FrameList
{
    internal abstract void Put(int frame);

    internal abstract int Take();
}
