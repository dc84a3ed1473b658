using LinqToDB.Common;

namespace Crm.Kernel.Data.Stores;

/// <summary>Which text columns may be empty.</summary>
internal static class Nullability
{
    /// <summary>
    /// A text column may be null when its property says so, <c>string?</c>. linq2db else thinks it of every one and writes <c>OR … IS NULL</c> beside "less than", which no index serves.
    /// </summary>
    public static void Read() => Configuration.UseNullableTypesMetadata = true;
}
