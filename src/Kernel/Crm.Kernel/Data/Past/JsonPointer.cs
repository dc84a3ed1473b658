namespace Crm.Kernel.Data.Past;

/// <summary>JSON Pointer (RFC 6901).</summary>
internal static class JsonPointer
{
    public static string Append(string pointer, string member) => $"{pointer}/{member.Replace("~", "~0").Replace("/", "~1")}";

    public static string Append(string pointer, int index) => $"{pointer}/{index}";

    public static string[] Split(string pointer) => pointer.Length == 0
        ? []
        : pointer[1..].Split('/').Select(token => token.Replace("~1", "/").Replace("~0", "~")).ToArray();
}
