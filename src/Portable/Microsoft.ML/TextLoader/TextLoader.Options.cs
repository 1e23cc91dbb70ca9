namespace Microsoft.ML.Data;

public sealed partial class TextLoader
{
    public class Options
    {
        public bool AllowQuoting;
        public bool AllowSparse;
        public int? InputSize;
        public char[] Separators = ['\t'];
        public char DecimalMarker = '.';
        public Column[] Columns;
        public bool TrimWhitespace;
        public bool HasHeader;
        public bool UseThreads = true;
        public bool ReadMultilines;
        public bool MissingRealsAsNaNs;
        public char EscapeChar = '"';
        public long? MaxRows;

        internal Options With(Column[] columns)
        {
            var copy = (Options)MemberwiseClone();
            copy.Columns = columns;
            return copy;
        }

        internal void Check()
        {
            foreach (char separator in Separators)
            {
                Contracts.CheckParam(separator is not ('"' or '\n' or '\r' or '\0') && !char.IsAsciiDigit(separator), "Separator", $"Illegal separator: '{separator}'");
                Contracts.CheckParam(
                    separator != EscapeChar,
                    nameof(EscapeChar),
                    $"EscapeChar '{EscapeChar}' can't be used both as EscapeChar and separator");
            }

            Contracts.CheckParam(
                DecimalMarker is '.' or ',',
                nameof(DecimalMarker),
                $"Decimal marker cannot be the '{DecimalMarker}' character. It must be '.' or ','.");
            Contracts.CheckParam(
                AllowQuoting || !Separators.Contains(DecimalMarker),
                nameof(AllowQuoting),
                $"Quoting must be allowed if decimal marker and separator are the '{DecimalMarker}' character.");
            Contracts.CheckParam(MaxRows is null or >= 0, nameof(MaxRows));
            Contracts.Check(InputSize is null or >= 0, "inputSize");
        }
    }
}
