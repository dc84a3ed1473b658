using Microsoft.AspNetCore.Mvc.Localization;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Localization;

/// <summary>Plural forms: <c>S.Plural(count, "1 deal", "{0} deals")</c>. <c>{0}</c> is the count, further arguments follow.</summary>
public static class Plurals
{
    /// <summary>The text of the form that the count takes in the current language.</summary>
    public static LocalizedString Plural(this IStringLocalizer localizer, long count, string one, string many, params object[] arguments)
        => Inner(localizer).Plural(count, one, many, arguments);

    /// <inheritdoc cref="Plural(IStringLocalizer, long, string, string, object[])"/>
    public static LocalizedString Plural(this IViewLocalizer localizer, long count, string one, string many, params object[] arguments)
        => ((PoViewLocalizer)localizer).Plural(count, one, many, arguments);

    private static PoLocalizer Inner(IStringLocalizer localizer) => localizer as PoLocalizer
        ?? (localizer as PoBacked)?.Inner
        ?? throw new InvalidOperationException($"{localizer.GetType()} has no plural forms.");
}
