using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Crm.Kernel.Display;

/// <summary>Inputs of fields that the reader may not see: in their place a form says that they are there and kept.</summary>
public static class HiddenInputs
{
    private const string Key = "HiddenInputs";

    /// <summary>Hides the inputs below this view whose name it says yes to.</summary>
    /// <param name="isHidden">Asked with the input's full name, as <c>TitlePart.Title</c> or <c>Input.Notes</c>.</param>
    public static void HideInputs(this ViewDataDictionary data, Func<string, bool> isHidden) => data[Key] = isHidden;

    /// <summary>Whether the input of that name is hidden.</summary>
    public static bool Hides(this ViewDataDictionary data, string name) => data[Key] is Func<string, bool> isHidden && isHidden(name);
}
