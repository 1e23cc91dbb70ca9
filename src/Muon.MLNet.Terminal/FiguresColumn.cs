using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;
using Words = Spectre.Console.Text;

namespace Muon.MLNet.Terminal;

/// <summary>The figures of the last step beside the bar. They are set on the training thread and drawn on another.</summary>
/// <param name="examples">What the training data consists of.</param>
internal sealed class FiguresColumn(string examples) : ProgressColumn
{
    private volatile string _text = "";

    protected override bool NoWrap => true;

    public void Show(in TrainingStepArguments step)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"loss {step.Loss:F4}  accuracy {step.Accuracy:P1}");
        if (step.ValidationAccuracy is { } accuracy)
        {
            text.Append(CultureInfo.InvariantCulture, $"  validation {accuracy:P1}");
        }

        text.Append(CultureInfo.InvariantCulture, $"  {step.ExamplesPerSecond:N0} {examples}/s  {(long)step.Remaining.TotalMinutes}:{step.Remaining.Seconds:D2} left");
        _text = text.ToString();
    }

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Words(_text).Overflow(Overflow.Ellipsis);
}
