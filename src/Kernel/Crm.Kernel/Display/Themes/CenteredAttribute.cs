namespace Crm.Kernel.Display.Themes;

/// <summary>Puts on a page model: the page is one small card in the middle of the screen (sign-in, setup, a reset link), in the theme's <c>Centered</c> layout.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CenteredAttribute : Attribute;
