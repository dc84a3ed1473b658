namespace Crm.Kernel.Content;

/// <summary>Ids of content items and versions: 26 lower-case Crockford base32 characters of a GUID, the first a 4.</summary>
public static class ContentId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A new id; ids made one after another sort so (the GUID is of version 7), which keeps index pages dense.</summary>
    public static string New() => From(Guid.CreateVersion7());

    /// <summary>The id of a GUID.</summary>
    public static string From(Guid guid)
    {
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        var value = new UInt128(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes), System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        return string.Create(26, value, static (chars, rest) =>
        {
            for (var i = 25; i > 0; i--)
            {
                chars[i] = Alphabet[(int)(rest & 31)];
                rest >>= 5;
            }

            chars[0] = '4';
        });
    }
}
