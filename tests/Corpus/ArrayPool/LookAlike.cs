using System.Buffers;

namespace Corpus.ArrayPool
{
    /// <summary>A type that is only called like the library's is another type, with a protocol of its own.</summary>
    public static class LookAlike
    {
        public static byte SameNameGood(Pool pool)
        {
            byte[] array = pool.Rent(16);
            pool.Return(array);
            pool.Return(array);
            return array[0];
        }

        public static byte SameFullNameGood(System.Buffers.ArrayPool<byte> pool)
        {
            byte[] array = pool.Rent(16);
            pool.Return(array);
            pool.Return(array);
            return array[0];
        }
    }

    public sealed class Pool
    {
        public byte[] Rent(int length) => new byte[length];

        public void Return(byte[] array) => array[0] = 0;
    }
}

namespace System.Buffers
{
    public class ArrayPool<T>
    {
        public T[] Rent(int length) => new T[length];

        public void Return(T[] array) => array[0] = default!;
    }
}
