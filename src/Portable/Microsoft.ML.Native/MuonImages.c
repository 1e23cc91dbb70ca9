// Decodes and encodes pictures with libjpeg-turbo, libpng, libwebp and stb_image, for MLImage. Pixels are blue, green, red, alpha,
// colours multiplied by alpha, rows without padding. A file that ends too early gives the pixels that are there, zeros for the rest.
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>
#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_ONLY_BMP
#define STBI_ONLY_GIF
#define STBI_MAX_DIMENSIONS 65535
#include <stb/stb_image.h>

#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

typedef struct { const uint8_t *at; size_t left; } Bytes;
typedef struct { int32_t width, height; uint8_t *pixels; } Picture; // pixels: NULL when only the size is asked for
enum { REFUSED, DONE };

static uint8_t multiply(unsigned a, unsigned b) // a · b / 255, rounded
{
    unsigned product = a * b + 128;
    return (uint8_t)((product + (product >> 8)) >> 8);
}

static void premultiply(uint8_t *pixel, size_t count)
{
    for (; count > 0; count--, pixel += 4) {
        if (pixel[3] != 255) {
            pixel[0] = multiply(pixel[0], pixel[3]);
            pixel[1] = multiply(pixel[1], pixel[3]);
            pixel[2] = multiply(pixel[2], pixel[3]);
        }
    }
}

static int fits(const Picture *picture, uint32_t width, uint32_t height) { return (uint32_t)picture->width == width && (uint32_t)picture->height == height; }

static void clear_from(const Picture *picture, size_t row)
{
    size_t stride = (size_t)picture->width * 4;
    memset(picture->pixels + row * stride, 0, (picture->height - row) * stride);
}

// ---- JPEG ----

typedef struct { struct jpeg_error_mgr base; jmp_buf jump; } JpegError;

static void jpeg_fail(j_common_ptr jpeg) { longjmp(((JpegError *)jpeg->err)->jump, 1); }
static void jpeg_silent(j_common_ptr jpeg) { (void)jpeg; }
static void jpeg_source_nothing(j_decompress_ptr jpeg) { (void)jpeg; }
static boolean jpeg_source_end(j_decompress_ptr jpeg) { (void)jpeg; return FALSE; }

static void jpeg_source_skip(j_decompress_ptr jpeg, long count)
{
    size_t skipped = count < 0 ? 0 : (size_t)count;
    skipped = skipped < jpeg->src->bytes_in_buffer ? skipped : jpeg->src->bytes_in_buffer;
    jpeg->src->next_input_byte += skipped;
    jpeg->src->bytes_in_buffer -= skipped;
}

static struct jpeg_error_mgr *jpeg_errors(JpegError *error)
{
    jpeg_std_error(&error->base);
    error->base.error_exit = jpeg_fail;
    error->base.output_message = jpeg_silent;
    return &error->base;
}

// Four inks, stored inverted as Adobe's programs do.
static void jpeg_inks_to_colours(uint8_t *pixel, uint32_t width)
{
    for (; width > 0; width--, pixel += 4) {
        uint8_t cyan = pixel[0], magenta = pixel[1], yellow = pixel[2], black = pixel[3];
        pixel[0] = multiply(yellow, black);
        pixel[1] = multiply(magenta, black);
        pixel[2] = multiply(cyan, black);
        pixel[3] = 255;
    }
}

static int jpeg_decode(Bytes bytes, Picture *picture)
{
    struct jpeg_decompress_struct jpeg;
    struct jpeg_source_mgr source = { bytes.at, bytes.left, jpeg_source_nothing, jpeg_source_end, jpeg_source_skip, jpeg_resync_to_restart, jpeg_source_nothing };
    JpegError error;
    volatile int result = REFUSED;
    jpeg.err = jpeg_errors(&error);
    if (setjmp(error.jump)) {
        if (result == DONE && picture->pixels != NULL)
            clear_from(picture, jpeg.output_scanline);
        jpeg_destroy_decompress(&jpeg);
        return result;
    }

    jpeg_create_decompress(&jpeg);
    jpeg.src = &source;
    if (jpeg_read_header(&jpeg, TRUE) == JPEG_HEADER_OK) {
        int inks = jpeg.jpeg_color_space == JCS_CMYK || jpeg.jpeg_color_space == JCS_YCCK;
        if (picture->pixels == NULL) {
            picture->width = (int32_t)jpeg.image_width;
            picture->height = (int32_t)jpeg.image_height;
            result = DONE;
        } else if (fits(picture, jpeg.image_width, jpeg.image_height)) {
            jpeg.out_color_space = inks ? JCS_CMYK : JCS_EXT_BGRA;
            if (jpeg_start_decompress(&jpeg)) {
                size_t stride = (size_t)jpeg.output_width * 4;
                result = DONE;
                while (jpeg.output_scanline < jpeg.output_height) {
                    JSAMPROW row = picture->pixels + jpeg.output_scanline * stride;
                    if (jpeg_read_scanlines(&jpeg, &row, 1) == 0) { // the file ends here
                        clear_from(picture, jpeg.output_scanline);
                        break;
                    }

                    if (inks)
                        jpeg_inks_to_colours(row, jpeg.output_width);
                }
            }
        }
    }

    jpeg_destroy_decompress(&jpeg);
    return result;
}

// ---- PNG, pushed into libpng, which so gives every row that is there ----

typedef struct { Picture *picture; int rows; } PngSink;

static void png_silent(png_structp png, png_const_charp text) { (void)png; (void)text; }
static void png_fail(png_structp png, png_const_charp text) { (void)text; png_longjmp(png, 1); }

static void png_header(png_structp png, png_infop info)
{
    Picture *picture = ((PngSink *)png_get_progressive_ptr(png))->picture;
    uint32_t width = png_get_image_width(png, info), height = png_get_image_height(png, info);
    if (picture->pixels == NULL) {
        picture->width = (int32_t)width;
        picture->height = (int32_t)height;
        png_process_data_pause(png, 0); // nothing behind the header is wanted
        return;
    }

    if (!fits(picture, width, height))
        png_error(png, "another size than was measured");
    png_set_expand(png);
    png_set_strip_16(png);
    png_set_gray_to_rgb(png);
    png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
    png_set_bgr(png);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    if (png_get_rowbytes(png, info) != (size_t)width * 4)
        png_error(png, "other rows than were asked for");
    clear_from(picture, 0);
}

static void png_row(png_structp png, png_bytep row, png_uint_32 index, int pass)
{
    PngSink *sink = png_get_progressive_ptr(png);
    (void)pass;
    if (row != NULL) {
        png_progressive_combine_row(png, sink->picture->pixels + (size_t)index * sink->picture->width * 4, row);
        sink->rows = 1;
    }
}

static int png_decode(Bytes bytes, Picture *picture)
{
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, png_fail, png_silent);
    png_infop info = png == NULL ? NULL : png_create_info_struct(png);
    PngSink sink = { picture, 0 };
    volatile int result = REFUSED;
    if (info == NULL) {
        png_destroy_read_struct(&png, NULL, NULL);
        return REFUSED;
    }

    if (!setjmp(png_jmpbuf(png))) {
        png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, 0);
        png_set_progressive_read_fn(png, &sink, png_header, png_row, NULL);
        png_process_data(png, info, (png_bytep)bytes.at, bytes.left);
        result = picture->pixels == NULL ? picture->width > 0 : sink.rows;
    }

    if (result == DONE && picture->pixels != NULL)
        premultiply(picture->pixels, (size_t)picture->width * picture->height);
    png_destroy_read_struct(&png, &info, NULL);
    return result;
}

// ---- WebP: the first frame, where there are more ----

static int webp_frame(const WebPIterator *frame, const Picture *picture)
{
    WebPDecoderConfig config;
    WebPIDecoder *decoder;
    size_t stride = (size_t)picture->width * 4;
    size_t offset = (size_t)frame->y_offset * stride + (size_t)frame->x_offset * 4;
    int result = REFUSED;
    if (frame->x_offset + frame->width > picture->width || frame->y_offset + frame->height > picture->height || !WebPInitDecoderConfig(&config))
        return REFUSED;
    clear_from(picture, 0);
    config.output.colorspace = MODE_bgrA;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = picture->pixels + offset;
    config.output.u.RGBA.stride = (int)stride;
    config.output.u.RGBA.size = (size_t)picture->height * stride - offset;
    decoder = WebPINewDecoder(&config.output);
    if (decoder != NULL) {
        VP8StatusCode status = WebPIUpdate(decoder, frame->fragment.bytes, frame->fragment.size);
        int rows = 0;
        if (status == VP8_STATUS_SUSPENDED) // the file ends here
            WebPIDecGetRGB(decoder, &rows, NULL, NULL, NULL);
        result = status == VP8_STATUS_OK || rows > 0 ? DONE : REFUSED;
        WebPIDelete(decoder);
    }

    WebPFreeDecBuffer(&config.output);
    return result;
}

static int webp_decode(Bytes bytes, Picture *picture)
{
    WebPData data = { bytes.at, bytes.left };
    WebPDemuxState state;
    WebPIterator frame;
    WebPDemuxer *demuxer = WebPDemuxPartial(&data, &state);
    int result = REFUSED;
    if (demuxer != NULL && WebPDemuxGetFrame(demuxer, 1, &frame)) {
        uint32_t width = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_WIDTH), height = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_HEIGHT);
        if (picture->pixels == NULL) {
            picture->width = (int32_t)width;
            picture->height = (int32_t)height;
            result = DONE;
        } else if (fits(picture, width, height)) {
            result = webp_frame(&frame, picture);
        }

        WebPDemuxReleaseIterator(&frame);
    }

    WebPDemuxDelete(demuxer);
    return result;
}

// ---- BMP and the first frame of GIF ----

static int stb_decode(Bytes bytes, Picture *picture)
{
    int width, height, channels, length = (int)bytes.left;
    // Only the newer headers of BMP give the fourth byte a meaning.
    int opaque = bytes.at[0] == 'B' && bytes.left > 14 && bytes.at[14] < 108;
    stbi_uc *loaded;
    if (bytes.left > INT32_MAX)
        return REFUSED;
    if (picture->pixels == NULL) {
        // A header may promise anything. Without compression, which only GIF has here, a pixel takes at least one bit.
        return stbi_info_from_memory(bytes.at, length, &picture->width, &picture->height, &channels)
            && (bytes.at[0] == 'G' || (int64_t)picture->width * picture->height / 8 <= length) ? DONE : REFUSED;
    }

    loaded = stbi_load_from_memory(bytes.at, length, &width, &height, &channels, 4);
    if (loaded == NULL || !fits(picture, (uint32_t)width, (uint32_t)height)) {
        stbi_image_free(loaded);
        return REFUSED;
    }

    size_t count = (size_t)width * height;
    for (size_t i = 0; i < count; i++) {
        uint8_t *to = picture->pixels + 4 * i;
        to[0] = loaded[4 * i + 2];
        to[1] = loaded[4 * i + 1];
        to[2] = loaded[4 * i];
        to[3] = opaque ? 255 : loaded[4 * i + 3];
    }

    premultiply(picture->pixels, count);
    stbi_image_free(loaded);
    return DONE;
}

static int decode(Bytes bytes, Picture *picture)
{
    const uint8_t *at = bytes.at;
    if (bytes.left >= 3 && memcmp(at, "\xFF\xD8\xFF", 3) == 0)
        return jpeg_decode(bytes, picture);
    if (bytes.left >= 8 && memcmp(at, "\x89PNG\r\n\x1A\n", 8) == 0)
        return png_decode(bytes, picture);
    if (bytes.left >= 12 && memcmp(at, "RIFF", 4) == 0 && memcmp(at + 8, "WEBP", 4) == 0)
        return webp_decode(bytes, picture);
    if (bytes.left >= 6 && (memcmp(at, "GIF87a", 6) == 0 || memcmp(at, "GIF89a", 6) == 0 || memcmp(at, "BM", 2) == 0))
        return stb_decode(bytes, picture);
    return REFUSED;
}

// The size of a picture, from its header: 1, or 0 where there is no picture.
EXPORT int32_t muon_image_measure(const uint8_t *data, int64_t length, int32_t *width, int32_t *height)
{
    Picture picture = { 0, 0, NULL };
    int result = decode((Bytes){ data, (size_t)length }, &picture);
    *width = picture.width;
    *height = picture.height;
    return result == DONE && picture.width > 0 && picture.height > 0;
}

// The pixels of a picture of the size that was measured. 1, or 0 for a damaged picture.
EXPORT int32_t muon_image_decode(const uint8_t *data, int64_t length, int32_t width, int32_t height, uint8_t *pixels)
{
    Picture picture = { width, height, pixels };
    return decode((Bytes){ data, (size_t)length }, &picture) == DONE;
}

// ---- Encoding, at the best quality that each format has ----

static uint8_t divide(unsigned colour, unsigned alpha) // undoes multiply
{
    unsigned result = alpha == 0 ? 0 : (colour * 255 + alpha / 2) / alpha;
    return result > 255 ? 255 : (uint8_t)result;
}

static uint8_t *divided(const Picture *picture)
{
    size_t count = (size_t)picture->width * picture->height;
    uint8_t *copy = malloc(count * 4);
    for (size_t i = 0; copy != NULL && i < 4 * count; i += 4) {
        const uint8_t *from = picture->pixels + i;
        for (int colour = 0; colour < 3; colour++)
            copy[i + colour] = divide(from[colour], from[3]);
        copy[i + 3] = from[3];
    }

    return copy;
}

static int jpeg_encode(const Picture *picture, uint8_t **data, size_t *length)
{
    struct jpeg_compress_struct jpeg;
    JpegError error;
    unsigned char *volatile buffer = NULL;
    volatile unsigned long size = 0;
    jpeg.err = jpeg_errors(&error);
    if (setjmp(error.jump)) {
        jpeg_destroy_compress(&jpeg);
        free(buffer);
        return REFUSED;
    }

    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, (unsigned char **)&buffer, (unsigned long *)&size);
    jpeg.image_width = (JDIMENSION)picture->width;
    jpeg.image_height = (JDIMENSION)picture->height;
    jpeg.input_components = 4;
    jpeg.in_color_space = JCS_EXT_BGRX;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 100, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < jpeg.image_height) {
        JSAMPROW row = picture->pixels + (size_t)jpeg.next_scanline * picture->width * 4;
        jpeg_write_scanlines(&jpeg, &row, 1);
    }

    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    *data = buffer;
    *length = size;
    return DONE;
}

static int png_encode(const Picture *picture, uint8_t **data, size_t *length)
{
    uint8_t *straight = divided(picture);
    png_image image = { .version = PNG_IMAGE_VERSION, .width = (png_uint_32)picture->width, .height = (png_uint_32)picture->height, .format = PNG_FORMAT_BGRA };
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    uint8_t *buffer = straight == NULL ? NULL : malloc(size);
    int written = buffer != NULL && png_image_write_to_memory(&image, buffer, &size, 0, straight, 0, NULL);
    png_image_free(&image);
    free(straight);
    if (!written) {
        free(buffer);
        return REFUSED;
    }

    *data = buffer;
    *length = size;
    return DONE;
}

static int webp_encode(const Picture *picture, uint8_t **data, size_t *length)
{
    uint8_t *straight = divided(picture), *encoded = NULL;
    size_t size = straight == NULL ? 0 : WebPEncodeLosslessBGRA(straight, picture->width, picture->height, picture->width * 4, &encoded);
    uint8_t *buffer = size == 0 ? NULL : malloc(size); // what libwebp gives has to be freed by libwebp
    if (buffer != NULL)
        memcpy(buffer, encoded, size);
    WebPFree(encoded);
    free(straight);
    *data = buffer;
    *length = size;
    return buffer != NULL ? DONE : REFUSED;
}

// Writes a picture as JPEG (0), PNG (1) or WebP (2): 1 and the bytes, to be given to muon_image_free, or 0.
EXPORT int32_t muon_image_encode(int32_t format, int32_t width, int32_t height, uint8_t *pixels, uint8_t **data, int64_t *length)
{
    Picture picture = { width, height, pixels };
    size_t size = 0;
    int result = format == 0 ? jpeg_encode(&picture, data, &size) : format == 1 ? png_encode(&picture, data, &size) : webp_encode(&picture, data, &size);
    *length = (int64_t)size;
    return result == DONE;
}

EXPORT void muon_image_free(uint8_t *data) { free(data); }
